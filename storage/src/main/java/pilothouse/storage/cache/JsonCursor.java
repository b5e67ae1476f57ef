package pilothouse.storage.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A place in a JSON text that moves over values without building them.
final class JsonCursor {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  final byte[] in;
  int at;

  JsonCursor(byte[] in) {
    this.in = in;
  }

  /// Steps over `expected`, which must come next.
  void take(char expected) {
    if (peek() != expected) throw malformed("expected '" + expected + "'");
    at++;
  }

  /// Steps over `next` if it comes next.
  boolean tookIf(char next) {
    if (peek() != next) return false;
    at++;
    return true;
  }

  /// The next byte that is not white space; 0 at the end.
  int peek() {
    while (at < in.length && isSpace(in[at])) at++;
    return at < in.length ? in[at] : 0;
  }

  /// Steps over a string and returns where its text ends; it began one byte after where the cursor stood.
  int skipString() {
    take('"');
    while (true) {
      at = mark(at);
      if (at >= in.length) throw malformed("unfinished string");
      if (in[at++] == '"') return at - 1;
      at++;
    }
  }

  /// Where the next quotation mark or backslash stands; the end if there is none. Most bytes of an object are in between: they are looked at eight
  /// at a time.
  private int mark(int from) {
    int i = from;
    for (; i <= in.length - Long.BYTES; i += Long.BYTES) {
      long word = (long) WORDS.get(in, i);
      long marks = zeros(word ^ ('"' * ONES)) | zeros(word ^ ('\\' * ONES));
      if (marks != 0) return i + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
    }
    while (i < in.length && in[i] != '"' && in[i] != '\\') i++;
    return i;
  }

  /// The high bit of every byte that is zero, and perhaps of some above the lowest of them.
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGHS;
  }

  /// The text of a string whose raw bytes are `in[from..to)`.
  String text(int from, int to, Interner interner) {
    for (int i = from; i < to; i++) if (in[i] == '\\') return unescaped(from, to);
    return interner.of(in, from, to);
  }

  private String unescaped(int from, int to) {
    var raw = new String(in, from, to - from, StandardCharsets.UTF_8);
    var text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      if (escape != 'u') {
        text.append(escaped(escape));
        continue;
      }
      if (i + 4 >= raw.length()) throw malformed("unfinished escape");
      text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
      i += 4;
    }
    return text.toString();
  }

  private char escaped(char escape) {
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> escape;
      default -> throw malformed("unknown escape");
    };
  }

  /// Steps over one value of any kind.
  void skipValue() {
    switch (peek()) {
      case '"' -> skipString();
      case '{', '[' -> skipNested();
      case 0 -> throw malformed("unexpected end");
      default -> skipScalar();
    }
  }

  /* Brackets are counted, not matched by kind: the text was checked when it was written. Nesting deeper than the stack is
   * no danger here. */
  private void skipNested() {
    int depth = 0;
    while (at < in.length) {
      switch (in[at]) {
        case '"' -> {
          skipString();
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
      if (depth == 0) return;
    }
    throw malformed("unexpected end");
  }

  /// Steps over a number, boolean or null and returns where it ends.
  int skipScalar() {
    peek();
    int from = at;
    while (at < in.length && !isDelimiter(in[at])) at++;
    if (at == from) throw malformed("expected a value");
    return at;
  }

  private static boolean isDelimiter(byte b) {
    return b == ',' || b == '}' || b == ']' || b == ':' || isSpace(b);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }

  IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException("malformed JSON at byte " + at + ": " + what);
  }
}
