package pilothouse.encryption;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.Bytes;

/// The few flat protobuf messages of key services: texts, bytes, small numbers, and maps from text to bytes.
///
/// @param fields by number, as often as they came: bytes where they have a length, else the number
record Wire(Map<Integer, List<Bytes>> fields, Map<Integer, Long> numbers) {

  /// @throws UnreadableException if the bytes are no message
  static Wire read(byte[] bytes) {
    var fields = new HashMap<Integer, List<Bytes>>();
    var numbers = new HashMap<Integer, Long>();
    var in = new Reader(bytes);
    while (in.at < bytes.length) {
      long tag = in.varint();
      int number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> numbers.put(number, in.varint());
        case 1 -> in.take(8);
        case 2 -> fields.computeIfAbsent(number, _ -> new ArrayList<>()).add(in.take(in.varint()));
        case 5 -> in.take(4);
        default -> throw malformed();
      }
    }
    return new Wire(fields, numbers);
  }

  private static UnreadableException malformed() {
    return new UnreadableException("proto: cannot parse invalid wire-format data");
  }

  Bytes bytes(int number) {
    var found = fields.getOrDefault(number, List.of());
    return found.isEmpty() ? Bytes.EMPTY : found.getLast();
  }

  String text(int number) {
    return bytes(number).utf8();
  }

  long number(int number) {
    return numbers.getOrDefault(number, 0L);
  }

  Map<String, Bytes> entries(int number) {
    var entries = new HashMap<String, Bytes>();
    for (Bytes entry : fields.getOrDefault(number, List.of())) {
      var message = read(entry.unsafeArray());
      entries.put(message.text(1), message.bytes(2));
    }
    return entries;
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at == bytes.length) throw malformed();
        byte next = bytes[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) return value;
      }
      throw malformed();
    }

    Bytes take(long length) {
      if (length < 0 || length > bytes.length - at) throw malformed();
      int from = at;
      at += (int) length;
      return Bytes.wrap(java.util.Arrays.copyOfRange(bytes, from, at));
    }
  }

  /// Leaves out what is empty or zero, as proto3 does.
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void bytes(int number, Bytes value) {
      if (value.size() > 0) always(number, value);
    }

    private void always(int number, Bytes value) {
      varint((long) number << 3 | 2);
      varint(value.size());
      out.writeBytes(value.unsafeArray());
    }

    void text(int number, String value) {
      bytes(number, Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    void number(int number, long value) {
      if (value == 0) return;
      varint((long) number << 3);
      varint(value);
    }

    void entry(int number, String name, Bytes value) {
      var entry = new Writer();
      entry.always(1, Bytes.utf8(name));
      entry.always(2, value);
      always(number, Bytes.wrap(entry.done()));
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] done() {
      return out.toByteArray();
    }
  }
}
