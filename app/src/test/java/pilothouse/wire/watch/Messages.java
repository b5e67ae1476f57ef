package pilothouse.wire.watch;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a web socket has brought: `text …`, `binary …` with the first byte in hexadecimal, `close …`, `error …`.
final class Messages implements WebSocket.Listener {
  private final BlockingQueue<String> come = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  String next() throws InterruptedException {
    String message = come.poll(5, TimeUnit.MINUTES);
    if (message == null) throw new AssertionError("no message came");
    return message;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      come.add("text " + text);
      text.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    if (!begun) come.add("binary " + Integer.toHexString(part.get(0) & 0xff));
    begun = !last;
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    come.add("close " + code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    come.add("error " + failure);
  }
}
