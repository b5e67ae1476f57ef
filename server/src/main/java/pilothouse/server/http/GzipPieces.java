package pilothouse.server.http;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A gzip stream (RFC 1952) cut into pieces on its way out.
final class GzipPieces implements AutoCloseable {
  private static final int PIECE = 32 << 10;
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0};

  private final Outgoing out;
  private final Deflater deflater = new Deflater(1, true);
  private final CRC32 sum = new CRC32();
  private byte[] piece = new byte[PIECE];
  private int fill = HEAD.length;

  GzipPieces(Outgoing out) {
    this.out = out;
    System.arraycopy(HEAD, 0, piece, 0, HEAD.length);
  }

  void write(byte[] bytes, int size) throws InterruptedException {
    sum.update(bytes, 0, size);
    deflater.setInput(bytes, 0, size);
    while (!deflater.needsInput()) deflate();
  }

  void finish() throws InterruptedException {
    deflater.finish();
    while (!deflater.finished()) deflate();
    if (PIECE - fill < 8) flush();
    putInt((int) sum.getValue());
    putInt((int) deflater.getBytesRead());
    out.send(piece, fill, true);
  }

  private void deflate() throws InterruptedException {
    fill += deflater.deflate(piece, fill, PIECE - fill);
    if (fill == PIECE) flush();
  }

  private void flush() throws InterruptedException {
    out.send(piece, fill, false);
    piece = new byte[PIECE];
    fill = 0;
  }

  /// Least significant byte first.
  private void putInt(int value) {
    for (int shift = 0; shift < 32; shift += 8) piece[fill++] = (byte) (value >>> shift);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
