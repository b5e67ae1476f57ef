package pilothouse.server.rest;

import java.util.Arrays;
import pilothouse.api.Bytes;
import pilothouse.server.http.Response.Sink;

/// Gathers small pieces of a body into large ones, so that a list costs one write for some dozens of objects. What is put in is cut where a piece is
/// full, so that a full piece goes on without being copied again.
final class PieceBuffer {
  private static final int SIZE = 64 << 10;

  private final Sink sink;
  private byte[] buffer = new byte[SIZE];
  private int used;

  PieceBuffer(Sink sink) {
    this.sink = sink;
  }

  void add(Bytes bytes) throws InterruptedException {
    add(bytes.unsafeArray(), 0, bytes.size());
  }

  void add(byte[] bytes, int from, int length) throws InterruptedException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (used == SIZE) next();
      int some = Math.min(end - at, SIZE - used);
      System.arraycopy(bytes, at, buffer, used, some);
      used += some;
      at += some;
    }
  }

  void add(byte one) throws InterruptedException {
    if (used == SIZE) next();
    buffer[used++] = one;
  }

  /// The full piece is the sink's from now on.
  private void next() throws InterruptedException {
    byte[] full = buffer;
    buffer = new byte[SIZE];
    used = 0;
    sink.write(Bytes.wrap(full));
  }

  /// Sends what there is.
  void flush() throws InterruptedException {
    if (used == 0) return;
    byte[] rest = Arrays.copyOf(buffer, used);
    used = 0;
    sink.write(Bytes.wrap(rest));
  }
}
