package pilothouse.cel.library;

/// Texts in quotation marks, as the language writes its literals.
final class Quotes {
  private Quotes() {}

  static String cel(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      case '\\' -> out.append("\\\\");
      case '"' -> out.append("\\\"");
      default -> out.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
  }
}
