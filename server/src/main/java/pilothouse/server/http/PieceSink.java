package pilothouse.server.http;

import java.util.Arrays;
import java.util.Optional;
import pilothouse.api.Bytes;

/// Gathers small pieces into large ones. What ends before the first is full is sent with its length; what goes on is sent in chunks, compressed if
/// the client likes.
final class PieceSink implements Response.Sink, AutoCloseable {
  private static final int PIECE = 64 << 10;

  private final Response response;
  private final boolean compress;
  private final Outgoing out;
  private final Ending ending;
  private final int firstFull;
  private Optional<GzipPieces> gzip = Optional.empty();
  private byte[] buffer = new byte[4 << 10];
  private int fill;
  private boolean begun;

  PieceSink(Response response, boolean compress, Outgoing out, Ending ending) {
    this.response = response;
    this.compress = compress;
    this.out = out;
    this.ending = ending;
    this.firstFull = compress ? ResponseWriter.GZIP_FROM : PIECE;
  }

  @Override
  public void write(Bytes bytes) throws InterruptedException {
    byte[] array = bytes.unsafeArray();
    int full = begun ? PIECE : firstFull;
    if (fill + array.length < full) {
      append(array);
      return;
    }
    begin();
    spill();
    if (array.length < PIECE) append(array);
    else pass(array, array.length);
  }

  private void append(byte[] array) {
    int needed = fill + array.length;
    if (needed > buffer.length) buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
    System.arraycopy(array, 0, buffer, fill, array.length);
    fill = needed;
  }

  private void begin() {
    if (begun) return;
    begun = true;
    Headers headers = response.headers();
    if (compress) {
      headers = headers.and("Content-Encoding", "gzip").and("Vary", "Accept-Encoding");
      gzip = Optional.of(new GzipPieces(out));
    }
    out.start(response.status(), headers, ResponseWriter.UNKNOWN, new byte[0], false);
  }

  private void spill() throws InterruptedException {
    if (fill == 0) return;
    byte[] full = buffer;
    int size = fill;
    fill = 0;
    if (gzip.isEmpty()) buffer = new byte[PIECE]; // the other is on its way now
    pass(full, size);
  }

  private void pass(byte[] array, int size) throws InterruptedException {
    if (gzip.isPresent()) gzip.get().write(array, size);
    else out.send(array, size, false);
  }

  void finish() throws InterruptedException {
    if (!begun) {
      byte[] body = fill == buffer.length ? buffer : Arrays.copyOf(buffer, fill);
      out.start(response.status(), response.headers(), fill, body, true);
      return;
    }
    if (gzip.isEmpty()) {
      out.send(buffer, fill, true);
      return;
    }
    spill();
    gzip.get().finish();
  }

  @Override
  public void close() {
    gzip.ifPresent(GzipPieces::close);
  }

  @Override
  public boolean ended() {
    return ending.ended();
  }

  @Override
  public void onEnd(Runnable action) {
    ending.then(action);
  }
}
