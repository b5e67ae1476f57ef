package pilothouse.api.json;

import java.nio.charset.StandardCharsets;

/// Reads a string whose opening quote was taken.
final class JsonStrings {
  private JsonStrings() {}

  static String read(JsonReader reader) {
    byte[] in = reader.input();
    int start = reader.position();
    int end = reader.end();
    int seen = 0;
    for (int i = start; i < end; i++) {
      byte c = in[i];
      if (c == '"') {
        reader.moveTo(i + 1);
        return text(in, start, i, seen);
      }
      if (c == '\\') return escaped(reader, i, seen);
      if (c >= 0 && c < 0x20) throw JsonException.character(c, "in string literal", i);
      seen |= c;
    }
    throw JsonException.end(end);
  }

  private static String text(byte[] in, int start, int end, int seen) {
    return new String(
        in, start, end - start, seen < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  /// The rest of a string whose first backslash stands at `i`.
  private static String escaped(JsonReader reader, int i, int seen) {
    byte[] in = reader.input();
    var out = new StringBuilder(text(in, reader.position(), i, seen));
    reader.moveTo(i);
    while (true) {
      int from = reader.position();
      int flags = 0;
      int j = from;
      while (j < reader.end() && in[j] != '"' && in[j] != '\\') {
        if (in[j] >= 0 && in[j] < 0x20)
          throw JsonException.character(in[j], "in string literal", j);
        flags |= in[j++];
      }
      if (j >= reader.end()) throw JsonException.end(j);
      out.append(text(in, from, j, flags));
      reader.moveTo(j + 1);
      if (in[j] == '"') return wellFormed(out);
      escape(reader, out);
    }
  }

  private static void escape(JsonReader reader, StringBuilder out) {
    byte c = reader.raw();
    switch (c) {
      case '"', '\\', '/' -> out.append((char) c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> out.append(unicode(reader));
      default -> throw JsonException.character(c, "in string escape code", reader.position() - 1);
    }
  }

  private static char unicode(JsonReader reader) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      byte c = reader.raw();
      int digit = c < 0 ? -1 : Character.digit(c, 16);
      if (digit < 0)
        throw JsonException.character(
            c, "in \\u hexadecimal character escape", reader.position() - 1);
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private static String wellFormed(StringBuilder out) {
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (!Character.isSurrogate(c)) continue;
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < out.length()
              && Character.isLowSurrogate(out.charAt(i + 1));
      if (pair) i++;
      else out.setCharAt(i, '\ufffd');
    }
    return out.toString();
  }
}
