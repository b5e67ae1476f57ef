package pilothouse.api.validation;

import java.util.function.ObjIntConsumer;

/// Texts as Go's `strconv.Quote` prints them, which is how upstream's messages quote values.
public final class GoText {
  private GoText() {}

  public static String quote(String text) {
    return quote(text, GoText::appendOther);
  }

  /// The text in quotation marks, with the escapes that have a letter.
  ///
  /// @param others writes every other character
  public static String quote(String text, ObjIntConsumer<StringBuilder> others) {
    var out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c, others));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c, ObjIntConsumer<StringBuilder> others) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> others.accept(out, c);
    }
  }

  private static void appendOther(StringBuilder out, int c) {
    if (printable(c)) out.appendCodePoint(c);
    else if (c < 0x80) out.append(String.format("\\x%02x", c));
    else if (c < 0x10000) out.append(String.format("\\u%04x", c));
    else out.append(String.format("\\U%08x", c));
  }

  private static boolean printable(int c) {
    if (c < 0x80) return c >= 0x20 && c < 0x7f;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
