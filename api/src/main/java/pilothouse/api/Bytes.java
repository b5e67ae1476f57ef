package pilothouse.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable run of bytes, compared by content.
///
/// The array is shared, never copied, between [Bytes] and who made it with [#wrap]: whoever wraps an array gives it away.
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /// Takes over `array`; the caller must not change it afterwards.
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return array.length;
  }

  public byte at(int index) {
    return array[index];
  }

  /// The array itself, for codecs and sockets that only read it.
  public byte[] unsafeArray() {
    return array;
  }

  public ByteBuffer buffer() {
    return ByteBuffer.wrap(array).asReadOnlyBuffer();
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(array);
  }

  public String utf8() {
    return new String(array, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
