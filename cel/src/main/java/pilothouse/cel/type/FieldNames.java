package pilothouse.cel.type;

import java.util.Optional;
import pilothouse.api.validation.CelWords;

/// How members of objects are called in expressions, where not every name can stand: `a-b` is `a__dash__b`, `namespace` is `__namespace__`.
///
/// Source: apiserver `pkg/cel/escaping.go`.
public final class FieldNames {
  private static final String[][] ESCAPES = {
    {"__", "underscores"}, {".", "dot"}, {"-", "dash"}, {"/", "slash"},
  };

  private FieldNames() {}

  /// The name in expressions; empty where the member cannot be named there.
  public static Optional<String> escape(String name) {
    if (name.isEmpty() || digit(name.charAt(0))) return Optional.empty();
    if (CelWords.reserved(name)) return Optional.of("__" + name + "__");
    var out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      String escape = escapeAt(name, i);
      if (!escape.isEmpty()) {
        out.append("__").append(escape).append("__");
        if (escape.equals("underscores")) i++;
      } else if (plain(name.charAt(i))) out.append(name.charAt(i));
      else return Optional.empty();
    }
    return Optional.of(out.toString());
  }

  private static String escapeAt(String name, int at) {
    for (String[] escape : ESCAPES) if (name.startsWith(escape[0], at)) return escape[1];
    return "";
  }

  /// The member's own name; empty where nothing is escaped so.
  public static Optional<String> unescape(String escaped) {
    if (!escaped.contains("__")) return Optional.of(escaped);
    var out = new StringBuilder(escaped.length());
    int at = 0;
    while (at < escaped.length()) {
      int end = contentEnd(escaped, at);
      if (end < 0) {
        out.append(escaped.charAt(at++));
        continue;
      }
      String content = escaped.substring(at + 2, end);
      Optional<String> plain = unescapeOne(content, at == 0 && end + 2 == escaped.length());
      if (plain.isEmpty()) return Optional.empty();
      out.append(plain.get());
      at = end + 2;
    }
    return Optional.of(out.toString());
  }

  /// Where the content of `__content__` ends that begins here; -1 where none does.
  private static int contentEnd(String text, int at) {
    if (!text.startsWith("__", at)) return -1;
    int end = at + 2;
    while (end < text.length() && text.charAt(end) != '_') end++;
    return end > at + 2 && text.startsWith("__", end) ? end : -1;
  }

  private static Optional<String> unescapeOne(String content, boolean whole) {
    for (String[] escape : ESCAPES) if (escape[1].equals(content)) return Optional.of(escape[0]);
    return whole && CelWords.reserved(content) ? Optional.of(content) : Optional.empty();
  }

  private static boolean plain(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit(c);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
