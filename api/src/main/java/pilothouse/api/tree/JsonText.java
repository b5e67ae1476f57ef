package pilothouse.api.tree;

import java.math.BigDecimal;

/// Texts and numbers as Go's encoding/json writes them.
final class JsonText {
  private JsonText() {}

  static String quote(String text) {
    var out = new StringBuilder(text.length() + 2);
    quote(text, out);
    return out.toString();
  }

  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) append(out, text.charAt(i));
    out.append('"');
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '<', '>', '&', '\u2028', '\u2029' -> unicode(out, c);
      default -> {
        if (c < 0x20) unicode(out, c);
        else out.append(c);
      }
    }
  }

  private static void unicode(StringBuilder out, char c) {
    out.append(String.format("\\u%04x", (int) c));
  }

  /// Plain digits between 1e-6 and 1e21, otherwise an exponent of at least one digit with its sign.
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-6 || size >= 1e21)) return exponent(value);
    String plain = new BigDecimal(Double.toString(value)).toPlainString();
    if (plain.indexOf('.') < 0) return value == 0 && 1 / value < 0 ? "-0" : plain;
    String cut = plain.replaceAll("0+$", "").replaceAll("\\.$", "");
    return cut.equals("-0") || cut.isEmpty() ? (1 / value < 0 ? "-0" : "0") : cut;
  }

  private static String exponent(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String digits = decimal.unscaledValue().abs().toString();
    int power = digits.length() - 1 - decimal.scale();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "") + mantissa + "e" + (power < 0 ? "-" : "+") + Math.abs(power);
  }
}
