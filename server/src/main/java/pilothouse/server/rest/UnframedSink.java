package pilothouse.server.rest;

import java.util.Arrays;
import pilothouse.api.Bytes;
import pilothouse.server.http.Response.Sink;

/// Takes frames that begin with their length in four bytes, and passes on what stands behind it: a message of a web socket knows its own length.
record UnframedSink(Sink sink) implements Sink {
  private static final int LENGTH = 4;

  @Override
  public void write(Bytes frame) throws InterruptedException {
    sink.write(Bytes.wrap(Arrays.copyOfRange(frame.unsafeArray(), LENGTH, frame.size())));
  }

  @Override
  public boolean ended() {
    return sink.ended();
  }

  @Override
  public void onEnd(Runnable action) {
    sink.onEnd(action);
  }
}
