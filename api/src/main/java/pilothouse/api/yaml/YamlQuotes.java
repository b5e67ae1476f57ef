package pilothouse.api.yaml;

import pilothouse.api.tree.StringNode;

/// How a text stands in YAML so that it reads as the same text.
final class YamlQuotes {
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

  private YamlQuotes() {}

  static String text(String text) {
    if (plain(text)) return text;
    if (printable(text)) return "'" + text.replace("'", "''") + "'";
    return new StringNode(text).toString().replace("\u0085", "\\N").replace("\u00a0", "\\_");
  }

  /// Whether a text of several lines can be written as a literal block.
  static boolean fitsLiteral(String text) {
    if (text.indexOf('\n') < 0 || text.startsWith("\n")) return false;
    for (String line : text.split("\n", -1))
      if (!printable(line) || line.endsWith(" ") || line.startsWith("\t")) return false;
    return !text.isBlank();
  }

  private static boolean plain(String text) {
    if (text.isEmpty() || !printable(text) || !meansText(text)) return false;
    char first = text.charAt(0);
    if (first == ' ' || text.endsWith(" ") || text.endsWith(":")) return false;
    boolean dash =
        first == '-' && text.length() > 1 && text.charAt(1) != ' ' && !text.startsWith("---");
    if (INDICATORS.indexOf(first) >= 0 && !dash) return false;
    return !text.contains(": ")
        && !text.contains(" #")
        && !text.equals("=")
        && !text.equals("<<")
        && !text.startsWith("...");
  }

  private static boolean meansText(String text) {
    try {
      return YamlScalars.plain(text) instanceof StringNode && !date(text);
    } catch (YamlException notFinite) {
      return false;
    }
  }

  private static boolean date(String text) {
    return text.matches("\\d{4}-\\d\\d?-\\d\\d?.*")
        || text.matches("[-+]?\\d[\\d_]*(:[0-5]?\\d)+(\\.\\d*)?");
  }

  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f && c < 0xa1 || c == 0x2028 || c == 0x2029 || c == 0xfeff)
        return false;
      if (Character.isSurrogate(c)) return false;
    }
    return true;
  }
}
