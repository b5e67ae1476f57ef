package pilothouse.api;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Text that is kept for a long time and asked for rarely, compressed: schemas and documents of OpenAPI shrink to a tenth.
public final class Packed {
  private final byte[] deflated;
  private final int size;

  private Packed(byte[] deflated, int size) {
    this.deflated = deflated;
    this.size = size;
  }

  public static Packed of(Bytes text) {
    return of(text.unsafeArray(), 0, text.size());
  }

  public static Packed of(byte[] text, int from, int length) {
    try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(text, from, length);
      deflater.finish();
      var out = new ByteArrayOutputStream(length / 8 + 64);
      byte[] piece = new byte[8 << 10];
      while (!deflater.finished()) out.write(piece, 0, deflater.deflate(piece));
      return new Packed(out.toByteArray(), length);
    }
  }

  /// The text, anew with every call.
  public Bytes bytes() {
    byte[] text = new byte[size];
    into(text, 0);
    return Bytes.wrap(text);
  }

  /// Writes the text into an array; how long it is.
  public int into(byte[] array, int at) {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(deflated);
      int done = 0;
      while (done < size) done += inflater.inflate(array, at + done, size - done);
      return size;
    } catch (DataFormatException impossible) {
      throw new IllegalStateException("what was packed cannot be unpacked", impossible);
    }
  }

  public int size() {
    return size;
  }

  /// How much memory it takes.
  public int weight() {
    return deflated.length;
  }
}
