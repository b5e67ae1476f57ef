package pilothouse.server.filters;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.server.authz.Attributes;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.Decision;
import pilothouse.server.authz.Refusal;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;
import pilothouse.server.http.User;

/// `Impersonate-…` headers: lets those with the right act as somebody else. The right is the verb `impersonate` on every user, group, uid and extra that is named.
///
/// Source: apiserver `pkg/endpoints/filters/impersonation`.
public final class Impersonation implements Filter {
  private static final String USER = "Impersonate-User";
  private static final String GROUP = "Impersonate-Group";
  private static final String UID = "Impersonate-Uid";
  private static final String EXTRA = "impersonate-extra-";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
  private static final String IDENTITIES = "authentication.k8s.io";

  private final Authorizer authorizer;
  private final StatusResponses responses;

  public Impersonation(Authorizer authorizer, StatusResponses responses) {
    this.authorizer = authorizer;
    this.responses = responses;
  }

  @Override
  public Response apply(Call call, Handler next) {
    Headers headers = call.headers();
    String name = headers.first(USER).orElse("");
    List<String> groups = headers.all(GROUP);
    String uid = headers.first(UID).orElse("");
    Map<String, List<String>> extra = extra(headers);
    if (name.isEmpty()) {
      if (groups.isEmpty() && uid.isEmpty() && extra.isEmpty()) return next.handle(call);
      throw ApiException.badRequest("requested impersonation without impersonating a user");
    }
    for (Attributes asked : rights(call.user(), name, groups, uid, extra)) {
      Decision decision = authorizer.authorize(asked);
      if (!decision.allowed()) return refuse(call, asked, decision);
    }
    var user = new User(name, uid, groups(name, groups), extra);
    return next.handle(call.withUser(user).withHeaders(stripped(headers)));
  }

  private Response refuse(Call call, Attributes asked, Decision decision) {
    return responses
        .of(call, Refusal.of(asked, decision.reason()).status())
        .with("X-Content-Type-Options", "nosniff");
  }

  private static List<Attributes> rights(
      User caller, String name, List<String> groups, String uid, Map<String, List<String>> extra) {
    var rights = new ArrayList<Attributes>();
    rights.add(right(caller, name));
    for (String group : groups) rights.add(right(caller, "", "groups", "", group));
    extra.forEach((key, values) -> {
      for (String value : values) {
        rights.add(right(caller, IDENTITIES, "userextras/" + key, "", value));
      }
    });
    if (!uid.isEmpty()) rights.add(right(caller, IDENTITIES, "uids", "", uid));
    return rights;
  }

  private static Attributes right(User caller, String name) {
    Optional<String[]> account = serviceAccount(name);
    if (account.isEmpty()) return right(caller, "", "users", "", name);
    return right(caller, "", "serviceaccounts", account.get()[0], account.get()[1]);
  }

  private static Attributes right(
      User caller, String group, String resource, String namespace, String name) {
    return Attributes.resource(caller, "impersonate", group, resource, namespace, name);
  }

  /// Namespace and name of a service account's user name.
  private static Optional<String[]> serviceAccount(String name) {
    if (!name.startsWith(SERVICE_ACCOUNT)) return Optional.empty();
    String[] parts = name.substring(SERVICE_ACCOUNT.length()).split(":", -1);
    boolean whole = parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty();
    return whole ? Optional.of(parts) : Optional.empty();
  }

  /// The groups that were asked for, or those that such a user has anyway.
  private static List<String> groups(String name, List<String> asked) {
    var groups = new ArrayList<>(asked);
    Optional<String[]> account = serviceAccount(name);
    if (asked.isEmpty() && account.isPresent()) {
      groups.add("system:serviceaccounts");
      groups.add("system:serviceaccounts:" + account.get()[0]);
    }
    String known = Authentication.AUTHENTICATED;
    String unknown = "system:unauthenticated";
    if (groups.contains(known) || groups.contains(unknown)) return groups;
    groups.add(name.equals(User.ANONYMOUS.name()) ? unknown : known);
    return groups;
  }

  private static Map<String, List<String>> extra(Headers headers) {
    var extra = new LinkedHashMap<String, List<String>>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!lower.startsWith(EXTRA)) return;
      String key = decoded(lower.substring(EXTRA.length()));
      extra.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    });
    return extra;
  }

  private static String decoded(String key) {
    try {
      return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return key;
    }
  }

  private static Headers stripped(Headers headers) {
    var names = new ArrayList<String>();
    headers.forEach((name, _) -> {
      if (name.regionMatches(true, 0, EXTRA, 0, EXTRA.length())) names.add(name);
    });
    Headers left = headers.without(USER).without(GROUP).without(UID);
    for (String name : names) left = left.without(name);
    return left;
  }
}
