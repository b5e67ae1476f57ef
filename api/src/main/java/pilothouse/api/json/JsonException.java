package pilothouse.api.json;

/// Bytes that are no JSON, or JSON that no value can hold. The message is Go's text without a prefix, such as
/// `invalid character '}' looking for beginning of value`.
///
/// Source: Go `encoding/json/scanner.go`.
public final class JsonException extends RuntimeException {
  private final int offset;

  JsonException(String message, int offset) {
    super(message, null, false, false);
    this.offset = offset;
  }

  static JsonException end(int offset) {
    return new JsonException("unexpected end of JSON input", offset);
  }

  static JsonException character(byte c, String where, int offset) {
    return new JsonException("invalid character " + quote(c & 0xff) + " " + where, offset);
  }

  /// Where in the input it was found, in bytes.
  public int offset() {
    return offset;
  }

  private static String quote(int c) {
    return switch (c) {
      case '\'' -> "'\\''";
      case '"' -> "'\"'";
      case '\\' -> "'\\\\'";
      case 7 -> "'\\a'";
      case '\b' -> "'\\b'";
      case '\f' -> "'\\f'";
      case '\n' -> "'\\n'";
      case '\r' -> "'\\r'";
      case '\t' -> "'\\t'";
      case 11 -> "'\\v'";
      default -> "'" + plain(c) + "'";
    };
  }

  private static String plain(int c) {
    if (c < 0x20 || c == 0x7f) return String.format("\\x%02x", c);
    if (c > 0x7f && c < 0xa1 || c == 0xad) return String.format("\\u%04x", c);
    return Character.toString(c);
  }
}
