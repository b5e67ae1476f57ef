package pilothouse.cel.library;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.validation.GoText;

/// A URL as Go's `net/url` reads it: absolute, or an absolute path.
///
/// @param host with the port, where there is one
/// @param rawQuery what stands behind `?`
record GoUrl(String scheme, String host, String rawPath, String rawQuery) {

  /// Why a text is no URL, in Go's words; empty where it is one.
  static Optional<String> problem(String text) {
    return cause(text).map(cause -> "parse " + GoText.quote(text) + ": " + cause);
  }

  private static Optional<String> cause(String text) {
    if (text.isEmpty()) return Optional.of("empty url");
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f)
        return Optional.of("net/url: invalid control character in URL");
    int colon = schemeEnd(text);
    if (colon == 0) return Optional.of("missing protocol scheme");
    String rest = colon > 0 ? text.substring(colon + 1) : text;
    // Something like `mailto:x` has no path, and Go takes it.
    if (!rest.startsWith("/"))
      return colon > 0 ? Optional.empty() : Optional.of("invalid URI for request");
    return parts(text, colon);
  }

  private static Optional<String> parts(String text, int colon) {
    GoUrl url = parse(text);
    return hostProblem(authority(text, colon)).or(() -> escapeProblem(url.rawPath()));
  }

  private static Optional<String> hostProblem(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    if (host.startsWith("[")) {
      int end = host.lastIndexOf(']');
      if (end < 0) return Optional.of("missing ']' in host");
      return portProblem(host.substring(end + 1));
    }
    int colon = host.lastIndexOf(':');
    if (colon >= 0) {
      Optional<String> port = portProblem(host.substring(colon));
      if (port.isPresent()) return port;
    }
    for (int i = 0; i < host.length(); i++)
      if (" \"<>^`{|}\\".indexOf(host.charAt(i)) >= 0)
        return Optional.of(
            "invalid character " + GoText.quote(host.substring(i, i + 1)) + " in host name");
    return escapeProblem(host);
  }

  private static Optional<String> portProblem(String port) {
    boolean valid =
        port.isEmpty()
            || port.charAt(0) == ':'
                && port.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    return valid
        ? Optional.empty()
        : Optional.of("invalid port " + GoText.quote(port) + " after host");
  }

  private static Optional<String> escapeProblem(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') continue;
      if (i + 2 >= text.length() || hex(text.charAt(i + 1)) < 0 || hex(text.charAt(i + 2)) < 0)
        return Optional.of(
            "invalid URL escape "
                + GoText.quote(text.substring(i, Math.min(i + 3, text.length()))));
    }
    return Optional.empty();
  }

  /// Where the scheme ends: -1 where there is none, 0 where its name is missing.
  private static int schemeEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') return i;
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean other = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
      if (!letter && (!other || i == 0)) return -1;
    }
    return -1;
  }

  private static String authority(String text, int colon) {
    String rest = colon > 0 ? text.substring(colon + 1) : text;
    if (colon <= 0 || !rest.startsWith("//") || rest.startsWith("///")) return "";
    int end = 2;
    while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) end++;
    return rest.substring(2, end);
  }

  /// A text that has no [#problem].
  static GoUrl parse(String text) {
    int hash = text.indexOf('#');
    String plain = hash < 0 ? text : text.substring(0, hash);
    int colon = Math.max(0, schemeEnd(plain));
    String scheme = plain.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    String authority = authority(plain, colon);
    String rest = colon > 0 ? plain.substring(colon + 1) : plain;
    if (colon > 0 && rest.startsWith("//") && !rest.startsWith("///"))
      rest = rest.substring(2 + authority.length());
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    return new GoUrl(
        scheme,
        authority.substring(authority.lastIndexOf('@') + 1),
        path.startsWith("/") ? path : "",
        query);
  }

  String hostname() {
    if (host.startsWith("[")) return host.substring(1, Math.max(1, host.indexOf(']')));
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  String port() {
    int from = host.startsWith("[") ? host.indexOf(']') + 1 : Math.max(0, host.lastIndexOf(':'));
    return host.startsWith(":", from) ? host.substring(from + 1) : "";
  }

  String escapedPath() {
    var out = new StringBuilder(rawPath.length());
    for (byte b : rawPath.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c > ' ' && c < 0x7f && "\"<>^`{|}\\".indexOf(c) < 0) out.append(c);
      else out.append(String.format("%%%02X", (int) c));
    }
    return out.toString();
  }

  /// The values of each name, in order; what cannot be read is left out.
  Map<String, List<String>> query() {
    var all = new LinkedHashMap<String, List<String>>();
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty() || pair.indexOf(';') >= 0 || escapeProblem(pair).isPresent()) continue;
      int equals = pair.indexOf('=');
      String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
      all.computeIfAbsent(name, _ -> new ArrayList<>())
          .add(equals < 0 ? "" : unescape(pair.substring(equals + 1)));
    }
    return all;
  }

  private static String unescape(String text) {
    var out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        out.write(hex((char) bytes[i + 1]) * 16 + hex((char) bytes[i + 2]));
        i += 2;
      } else out.write(bytes[i] == '+' ? ' ' : bytes[i]);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
