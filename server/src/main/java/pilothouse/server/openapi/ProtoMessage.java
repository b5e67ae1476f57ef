package pilothouse.server.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import pilothouse.api.Bytes;

/// A protobuf message that is being written; empty texts and false flags are left out, as proto3 does.
final class ProtoMessage {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoMessage text(int field, String text) {
    return text.isEmpty() ? this : present(field, text);
  }

  /// A text that is written even when it is empty, as one of a choice is.
  ProtoMessage present(int field, String text) {
    return raw(field, text.getBytes(StandardCharsets.UTF_8));
  }

  ProtoMessage flag(int field, boolean value) {
    return value ? number(field, 1) : this;
  }

  ProtoMessage number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  ProtoMessage real(int field, double value) {
    varint((long) field << 3 | 1);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) out.write((int) (bits >>> shift));
    return this;
  }

  ProtoMessage message(int field, ProtoMessage message) {
    return raw(field, message.out.toByteArray());
  }

  private ProtoMessage raw(int field, byte[] bytes) {
    varint((long) field << 3 | 2);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  Bytes bytes() {
    return Bytes.wrap(out.toByteArray());
  }
}
