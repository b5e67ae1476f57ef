package pilothouse.encryption;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.Bytes;
import pilothouse.api.protobuf.ProtobufException;
import pilothouse.api.protobuf.ReverseBuffer;
import pilothouse.api.protobuf.WireReader;

/// One of the few flat protobuf messages of key services: texts, bytes, small numbers, and maps from text to bytes.
///
/// @param fields by number, as often as they came: those with a length
/// @param numbers the last of each
record Wire(Map<Integer, List<Bytes>> fields, Map<Integer, Long> numbers) {
  /// @throws UnreadableException if the bytes are no message
  static Wire read(byte[] message) {
    var wire = new Wire(new HashMap<>(), new HashMap<>());
    var in = new WireReader(message, 0, message.length);
    try {
      while (in.next()) wire.take(in);
    } catch (ProtobufException e) {
      throw new UnreadableException("proto: cannot parse invalid wire-format data", e);
    }
    return wire;
  }

  private void take(WireReader in) {
    switch (in.wireType()) {
      case 0 -> numbers.put(in.field(), in.number("number"));
      case 2 ->
          fields
              .computeIfAbsent(in.field(), _ -> new ArrayList<>())
              .add(Bytes.wrap(in.bytes("bytes")));
      default -> in.skip();
    }
  }

  Bytes bytes(int field) {
    var found = fields.getOrDefault(field, List.of());
    return found.isEmpty() ? Bytes.EMPTY : found.getLast();
  }

  String text(int field) {
    return bytes(field).utf8();
  }

  long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  Map<String, Bytes> entries(int field) {
    var entries = new HashMap<String, Bytes>();
    for (Bytes entry : fields.getOrDefault(field, List.of())) {
      var message = read(entry.unsafeArray());
      entries.put(message.text(1), message.bytes(2));
    }
    return entries;
  }

  /// Writes a message from its last field to its first. What is empty or zero is left out, as proto3 does.
  static final class Writer {
    private final ReverseBuffer out = new ReverseBuffer(256);

    Writer bytes(int field, Bytes value) {
      if (value.size() > 0) out.bytes(field, value.unsafeArray());
      return this;
    }

    Writer text(int field, String value) {
      if (!value.isEmpty()) out.text(field, value);
      return this;
    }

    Writer number(int field, long value) {
      if (value != 0) out.number(field, value);
      return this;
    }

    Writer entry(int field, String name, Bytes value) {
      int before = out.size();
      out.bytes(2, value.unsafeArray());
      out.text(1, name);
      out.message(field, before);
      return this;
    }

    byte[] done() {
      return out.result().unsafeArray();
    }
  }
}
