package pilothouse.server.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import pilothouse.api.Bytes;

/// A `WatchEvent` in protobuf: its length in four bytes, then the type as field 1 and the object's envelope as field 2, itself a message whose field 1 it is.
///
/// Source: apimachinery `pkg/apis/meta/v1/generated.proto`, `WatchEvent`; `pkg/util/framer`.
final class WatchMessage {
  private static final int FIELD_1 = 0x0a;
  private static final int FIELD_2 = 0x12;

  private WatchMessage() {}

  static Bytes frame(String type, Bytes object) {
    var raw = new ByteArrayOutputStream(object.size() + 8);
    field(raw, FIELD_1, object.unsafeArray());
    var event = new ByteArrayOutputStream(raw.size() + 24);
    field(event, FIELD_1, type.getBytes(StandardCharsets.UTF_8));
    field(event, FIELD_2, raw.toByteArray());
    ByteBuffer frame = ByteBuffer.allocate(4 + event.size());
    return Bytes.wrap(frame.putInt(event.size()).put(event.toByteArray()).array());
  }

  private static void field(ByteArrayOutputStream out, int tag, byte[] value) {
    out.write(tag);
    int length = value.length;
    while (length >= 0x80) {
      out.write(length & 0x7f | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(value);
  }
}
