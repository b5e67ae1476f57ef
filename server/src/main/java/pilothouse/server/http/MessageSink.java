package pilothouse.server.http;

import java.util.Arrays;
import pilothouse.api.Bytes;

/// Every write is one message of a web socket, in one frame: RFC 6455, 5.2. A server's frames are not masked.
record MessageSink(boolean text, Outgoing out, Ending ending) implements Response.Sink {
  private static final int FINAL = 0x80;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int PONG = 10;

  /// 1000, the end as it was meant.
  private static final byte[] CLOSE = {(byte) 0x88, 2, 0x03, (byte) 0xe8};

  @Override
  public void write(Bytes bytes) throws InterruptedException {
    byte[] frame = frame(text ? TEXT : BINARY, bytes.unsafeArray(), bytes.size());
    out.send(frame, frame.length, false);
  }

  void finish() throws InterruptedException {
    out.send(CLOSE, CLOSE.length, true);
  }

  static byte[] pong(byte[] payload) {
    return frame(PONG, payload, payload.length);
  }

  private static byte[] frame(int kind, byte[] payload, int size) {
    byte[] head = head(kind, size);
    byte[] frame = Arrays.copyOf(head, head.length + size);
    System.arraycopy(payload, 0, frame, head.length, size);
    return frame;
  }

  /// The length stands in seven bits, or in the two or eight bytes that follow.
  private static byte[] head(int kind, int size) {
    byte first = (byte) (FINAL | kind);
    if (size < 126) return new byte[] {first, (byte) size};
    if (size < 1 << 16) return new byte[] {first, 126, (byte) (size >> 8), (byte) size};
    byte[] head = new byte[10];
    head[0] = first;
    head[1] = 127;
    for (int i = 0; i < 4; i++) head[9 - i] = (byte) (size >> 8 * i);
    return head;
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
