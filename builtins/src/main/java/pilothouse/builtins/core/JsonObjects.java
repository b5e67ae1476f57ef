package pilothouse.builtins.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Whether bytes are a JSON object, in the words of Go's decoder for the first mistake.
///
/// It reads no further than it must to name the mistakes that are met: an empty text, a first token that opens no object, or one that never closes.
final class JsonObjects {
  private JsonObjects() {}

  /// @param base64 the bytes as the wire has them
  /// @return what is wrong; empty when it is an object
  static String error(String base64) {
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) return "unexpected end of JSON input";
    return switch (text.charAt(0)) {
      case '{' -> text.endsWith("}") ? "" : "unexpected end of JSON input";
      case '[' -> wrongType("array");
      case '"' -> wrongType("string");
      case 'n' -> literal(text, "null");
      case 't' -> literal(text, "true");
      case 'f' -> literal(text, "false");
      default ->
          Character.isDigit(text.charAt(0)) || text.charAt(0) == '-'
              ? wrongType("number")
              : "invalid character '" + text.charAt(0) + "' looking for beginning of value";
    };
  }

  private static String wrongType(String type) {
    return "json: cannot unmarshal " + type + " into Go value of type map[string]interface {}";
  }

  private static String literal(String text, String word) {
    for (int i = 1; i < word.length(); i++) {
      if (i >= text.length()) return "unexpected end of JSON input";
      if (text.charAt(i) != word.charAt(i))
        return "invalid character '"
            + text.charAt(i)
            + "' in literal "
            + word
            + " (expecting '"
            + word.charAt(i)
            + "')";
    }
    return word.equals("null") ? "" : wrongType("bool");
  }
}
