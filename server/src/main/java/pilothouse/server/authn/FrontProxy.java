package pilothouse.server.authn;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.User;

/// A proxy in front of this server that has found out who calls, and says so in headers. Believed where its own certificate is right.
///
/// Source: apiserver `pkg/authentication/request/headerrequest/requestheader.go`.
public final class FrontProxy implements Authenticator {
  private final ClientCertificates certificates;
  private final Naming naming;

  /// How a proxy identifies itself and the user: the flags `--requestheader-*`.
  ///
  /// @param allowedNames common names that the proxy's certificate may have; none for any
  /// @param extraPrefixes of headers whose further name is the key of an extra fact
  public record Naming(
      List<String> allowedNames,
      List<String> userHeaders,
      List<String> uidHeaders,
      List<String> groupHeaders,
      List<String> extraPrefixes) {
    public Naming {
      allowedNames = List.copyOf(allowedNames);
      userHeaders = List.copyOf(userHeaders);
      uidHeaders = List.copyOf(uidHeaders);
      groupHeaders = List.copyOf(groupHeaders);
      extraPrefixes = List.copyOf(extraPrefixes);
    }
  }

  /// @param certificates those of the proxies' authorities
  public FrontProxy(ClientCertificates certificates, Naming naming) {
    this.certificates = certificates;
    this.naming = naming;
  }

  @Override
  public Found authenticate(Call call) {
    String user = first(call.headers(), naming.userHeaders);
    if (user.isEmpty()) return Found.Nothing.NOTHING;
    return switch (certificates.authenticate(call)) {
      case Found.Somebody(var proxy) when allowed(proxy.name()) ->
          new Found.Somebody(named(user, call.headers()));
      case Found.Somebody(var proxy) ->
          new Found.Invalid(
              "x509: subject with cn=" + proxy.name() + " is not in the allowed list");
      case Found.Invalid _, Found.Nothing _ -> Found.Nothing.NOTHING;
    };
  }

  private boolean allowed(String name) {
    return naming.allowedNames.isEmpty() || naming.allowedNames.contains(name);
  }

  private User named(String name, Headers headers) {
    var groups = new ArrayList<String>();
    for (String header : naming.groupHeaders) groups.addAll(headers.all(header));
    groups.removeIf(String::isEmpty);
    return new User(name, first(headers, naming.uidHeaders), groups, extra(headers));
  }

  private Map<String, List<String>> extra(Headers headers) {
    var extra = new LinkedHashMap<String, List<String>>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      for (String prefix : naming.extraPrefixes)
        if (lower.startsWith(prefix.toLowerCase(Locale.ROOT)))
          extra
              .computeIfAbsent(unescaped(lower.substring(prefix.length())), _ -> new ArrayList<>())
              .add(value);
    });
    return extra;
  }

  private static String unescaped(String key) {
    try {
      return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEscaped) {
      return key;
    }
  }

  private static String first(Headers headers, List<String> names) {
    for (String name : names) {
      String value = headers.first(name).orElse("");
      if (!value.isEmpty()) return value;
    }
    return "";
  }
}
