package pilothouse.api.codec;

import java.util.Base64;

/// Base64 as Go's `encoding/base64` reads and writes it: standard alphabet, padded, line breaks ignored.
final class Base64Text {
  private Base64Text() {}

  /// The text in canonical form.
  ///
  /// @throws DecodeException `illegal base64 data at input byte N`
  static String canonical(String text) {
    int bad = firstIllegal(text);
    if (bad >= 0) throw new DecodeException("illegal base64 data at input byte " + bad);
    boolean clean = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    if (clean && trailingBitsClear(text)) return text;
    return Base64.getEncoder().encodeToString(decode(text));
  }

  static byte[] decode(String text) {
    return Base64.getMimeDecoder().decode(text);
  }

  private static boolean trailingBitsClear(String text) {
    if (!text.endsWith("=")) return true;
    return Base64.getEncoder().encodeToString(decode(text)).equals(text);
  }

  /// Where Go's decoder stops; -1 where it does not.
  private static int firstIllegal(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') continue;
      if (c == '=') return padding(text, i, digits & 3);
      if (!digit(c)) return i;
      digits++;
    }
    return (digits & 3) == 0 ? -1 : start(text, digits & 3);
  }

  /// An unfinished group is told at its beginning.
  private static int start(String text, int rest) {
    int i = text.length();
    while (rest > 0) {
      char c = text.charAt(--i);
      if (c != '\n' && c != '\r') rest--;
    }
    return i;
  }

  private static int padding(String text, int at, int have) {
    if (have < 2) return at;
    int i = at + 1;
    if (have == 2) {
      i = skip(text, i);
      if (i == text.length()) return text.length();
      if (text.charAt(i) != '=') return i - 1 < at ? at : i;
      i++;
    }
    i = skip(text, i);
    return i < text.length() ? i : -1;
  }

  private static int skip(String text, int i) {
    while (i < text.length() && (text.charAt(i) == '\n' || text.charAt(i) == '\r')) i++;
    return i;
  }

  private static boolean digit(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }
}
