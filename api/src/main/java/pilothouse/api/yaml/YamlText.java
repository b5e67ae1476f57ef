package pilothouse.api.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The bytes of a YAML text as characters, refused where YAML allows none.
final class YamlText {
  private YamlText() {}

  static String of(byte[] bytes) {
    String text = decode(bytes);
    int from = text.startsWith("\ufeff") ? 1 : 0;
    for (int i = from; i < text.length(); i++)
      if (!allowed(text.charAt(i))) throw new YamlException("control characters are not allowed");
    return text.substring(from);
  }

  private static String decode(byte[] bytes) {
    if (begins(bytes, 0xff, 0xfe)) return new String(bytes, StandardCharsets.UTF_16LE);
    if (begins(bytes, 0xfe, 0xff)) return new String(bytes, StandardCharsets.UTF_16BE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      throw new YamlException(fault(bytes));
    }
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /// What is wrong first with bytes that are no UTF-8.
  private static String fault(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      int width = width(bytes[i] & 0xff);
      if (width == 0) return "invalid leading UTF-8 octet";
      if (width == 1 && !allowed((char) bytes[i])) return "control characters are not allowed";
      for (int j = 1; j < width; j++)
        if (i + j >= bytes.length || (bytes[i + j] & 0xc0) != 0x80)
          return "invalid trailing UTF-8 octet";
      i += width;
    }
    return "invalid trailing UTF-8 octet";
  }

  private static int width(int octet) {
    if (octet < 0x80) return 1;
    if ((octet & 0xe0) == 0xc0) return 2;
    if ((octet & 0xf0) == 0xe0) return 3;
    return (octet & 0xf8) == 0xf0 ? 4 : 0;
  }

  private static boolean allowed(char c) {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    return c != 0x7f && (c < 0x80 || c > 0x9f || c == 0x85) && c != 0xfffe && c != 0xffff;
  }
}
