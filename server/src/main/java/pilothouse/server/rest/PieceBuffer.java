package pilothouse.server.rest;

import pilothouse.api.Bytes;
import pilothouse.server.http.Response.Sink;

/// Gathers small pieces of a body into large ones, so that a list costs one write for some dozens of objects.
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
    if (length > SIZE - used) flush();
    if (length > SIZE) {
      sink.write(Bytes.wrap(java.util.Arrays.copyOfRange(bytes, from, from + length)));
      return;
    }
    System.arraycopy(bytes, from, buffer, used, length);
    used += length;
  }

  void add(byte one) throws InterruptedException {
    if (used == SIZE) flush();
    buffer[used++] = one;
  }

  void flush() throws InterruptedException {
    if (used == 0) return;
    byte[] full = used == SIZE ? buffer : java.util.Arrays.copyOf(buffer, used);
    if (used == SIZE) buffer = new byte[SIZE];
    used = 0;
    sink.write(Bytes.wrap(full));
  }
}
