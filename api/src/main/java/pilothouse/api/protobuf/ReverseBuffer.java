package pilothouse.api.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pilothouse.api.Bytes;

/// A buffer that is filled from its end, so that the length of a message is known when it must be written before it.
public final class ReverseBuffer {
  private byte[] out;
  private int at;

  public ReverseBuffer(int capacity) {
    out = new byte[Math.max(64, capacity)];
    at = out.length;
  }

  /// How many bytes were written.
  public int size() {
    return out.length - at;
  }

  public Bytes result() {
    return Bytes.wrap(Arrays.copyOfRange(out, at, out.length));
  }

  void varint(long value) {
    int size = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) size++;
    room(size);
    at -= size;
    int i = at;
    for (; (value & ~0x7fL) != 0; value >>>= 7) out[i++] = (byte) (value & 0x7f | 0x80);
    out[i] = (byte) value;
  }

  void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  public void number(int field, long value) {
    varint(value);
    tag(field, 0);
  }

  void fixed64(int field, long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) out[--at] = (byte) (value >>> shift);
    tag(field, 1);
  }

  public void text(int field, String text) {
    bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(int field, byte[] bytes) {
    raw(bytes);
    varint(bytes.length);
    tag(field, 2);
  }

  void raw(byte[] bytes) {
    room(bytes.length);
    at -= bytes.length;
    System.arraycopy(bytes, 0, out, at, bytes.length);
  }

  /// Closes a message that began when [#size] was `before`.
  public void message(int field, int before) {
    varint(size() - before);
    tag(field, 2);
  }

  private void room(int more) {
    if (at >= more) return;
    int used = size();
    byte[] larger = new byte[Math.max(out.length * 2, used + more)];
    System.arraycopy(out, at, larger, larger.length - used, used);
    at = larger.length - used;
    out = larger;
  }
}
