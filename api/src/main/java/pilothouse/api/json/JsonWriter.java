package pilothouse.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pilothouse.api.Bytes;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Writes trees as Go's encoding/json does: `<`, `>`, `&`, U+2028 and U+2029 escaped, members in order. Neither form ends in a newline.
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.ISO_8859_1);

  private final boolean pretty;
  private byte[] out;
  private int size;
  private int depth;

  private JsonWriter(boolean pretty, int capacity) {
    this.pretty = pretty;
    this.out = new byte[capacity];
  }

  public static Bytes compact(Node node) {
    return write(node, false);
  }

  /// With two spaces a level, as `?pretty=true` answers.
  public static Bytes pretty(Node node) {
    return write(node, true);
  }

  private static Bytes write(Node node, boolean pretty) {
    var writer = new JsonWriter(pretty, 1024);
    writer.value(node);
    return Bytes.wrap(Arrays.copyOf(writer.out, writer.size));
  }

  private void value(Node node) {
    switch (node) {
      case ObjectNode object -> object(object);
      case ListNode list -> list(list);
      case StringNode text -> string(text.value());
      case LongNode number -> number(number.value());
      case DoubleNode number -> ascii(number.toString());
      case BoolNode bool -> raw(bool.value() ? TRUE : FALSE);
      case NullNode _ -> raw(NULL);
    }
  }

  private void object(ObjectNode object) {
    put('{');
    depth++;
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) put(',');
      line();
      string(object.name(i));
      put(':');
      if (pretty) put(' ');
      value(object.value(i));
    }
    depth--;
    if (!object.isEmpty()) line();
    put('}');
  }

  private void list(ListNode list) {
    put('[');
    depth++;
    boolean first = true;
    for (Node item : list.items()) {
      if (!first) put(',');
      first = false;
      line();
      value(item);
    }
    depth--;
    if (!first) line();
    put(']');
  }

  private void line() {
    if (!pretty) return;
    put('\n');
    for (int i = 0; i < depth; i++) {
      put(' ');
      put(' ');
    }
  }

  private void string(String text) {
    int length = text.length();
    room(length + 2);
    out[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (plain(c)) {
        out[size++] = (byte) c;
        continue;
      }
      i += special(text, i);
      room(length - i + 1);
    }
    out[size++] = '"';
  }

  private static boolean plain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
  }

  /// Writes the character at `i` that cannot stand for itself; answers how many more chars it took.
  private int special(String text, int i) {
    char c = text.charAt(i);
    if (c >= 0x80) return wide(text, i);
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      default -> unicode(c);
    }
    return 0;
  }

  private int wide(String text, int i) {
    int c = text.codePointAt(i);
    if (c == 0x2028 || c == 0x2029) unicode(c);
    else if (c < 0x800) bytes(0xc0 | c >> 6, tail(c));
    else if (c >= 0xd800 && c < 0xe000) bytes(0xef, 0xbf, 0xbd);
    else if (c < 0x10000) bytes(0xe0 | c >> 12, tail(c >> 6), tail(c));
    else bytes(0xf0 | c >> 18, tail(c >> 12), tail(c >> 6), tail(c));
    return c < 0x10000 ? 0 : 1;
  }

  private static int tail(int bits) {
    return 0x80 | bits & 0x3f;
  }

  private void bytes(int... values) {
    room(values.length);
    for (int value : values) out[size++] = (byte) value;
  }

  private void escape(char c) {
    put('\\');
    put(c);
  }

  private void unicode(int c) {
    room(6);
    out[size++] = '\\';
    out[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) out[size++] = HEX[c >> shift & 0xf];
  }

  private void number(long value) {
    if (value < 0 || value > 999_999_999) {
      ascii(Long.toString(value));
      return;
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) digits++;
    room(digits);
    long rest = value;
    for (int i = size + digits - 1; i >= size; i--, rest /= 10) out[i] = (byte) ('0' + rest % 10);
    size += digits;
  }

  private void ascii(String text) {
    raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void raw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, out, size, bytes.length);
    size += bytes.length;
  }

  private void put(char c) {
    room(1);
    out[size++] = (byte) c;
  }

  private void room(int more) {
    if (out.length - size < more) out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
  }
}
