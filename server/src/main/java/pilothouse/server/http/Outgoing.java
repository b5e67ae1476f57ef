package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;

/// The way of one answer from its thread to the wire. At most [#HIGH] bytes are under way; a thread that is ahead of the client waits, which covers
/// the socket's buffer and HTTP/2's windows alike, as a write counts until the last of its bytes has left.
final class Outgoing {
  /// A few TCP windows' worth, so that the wire never idles while a thread wakes up.
  static final int HIGH = 256 << 10;

  private static final int LOW = 96 << 10;

  private final Wire wire;
  private final Outbox outbox;
  private final Duration patience;
  private final Runnable allLeft;
  private final AtomicLong underWay = new AtomicLong();
  private volatile long left;
  private volatile @Nullable Thread waiting;
  private volatile boolean gone;
  private volatile boolean started;
  private volatile boolean finished;

  /// @param patience how long the client may take nothing at all before it is given up
  /// @param allLeft called when the answer's last byte has left or the client is gone
  Outgoing(Wire wire, Outbox outbox, Duration patience, Runnable allLeft) {
    this.wire = wire;
    this.outbox = outbox;
    this.patience = patience;
    this.allLeft = allLeft;
  }

  boolean started() {
    return started;
  }

  boolean finished() {
    return finished;
  }

  boolean gone() {
    return gone;
  }

  /// The client went away: nobody waits any longer, and nothing more is written.
  void vanish() {
    gone = true;
    Thread writer = waiting;
    if (writer != null) LockSupport.unpark(writer);
  }

  void start(int status, Headers headers, long length, byte[] body, boolean last) {
    if (gone) throw new Response.ClientGone();
    started = true;
    finished = last;
    int size = body.length;
    underWay.addAndGet(size);
    ByteBuf bytes = Unpooled.wrappedBuffer(body);
    outbox.add(() -> wire.head(status, headers, length, bytes, last, done(size, last)));
  }

  /// Sends more of the body, when there is room.
  void send(byte[] body, int size, boolean last) throws InterruptedException {
    if (underWay.get() > 0 && underWay.get() + size > HIGH) awaitRoom();
    if (gone) throw new Response.ClientGone();
    finished = last;
    underWay.addAndGet(size);
    ByteBuf bytes = Unpooled.wrappedBuffer(body, 0, size);
    outbox.add(() -> wire.data(bytes, last, done(size, last)));
  }

  /// Sends more of the body if there is room; see [Response.Sink#offer].
  boolean offer(List<Bytes> pieces) {
    int size = 0;
    for (Bytes piece : pieces) size += piece.size();
    if (gone || (underWay.get() > 0 && underWay.get() + size > HIGH)) return false;
    underWay.addAndGet(size);
    outbox.put(new Offered(pieces, size));
    return true;
  }

  /// Pieces on their way, and who is told that they have left: one object, as an event makes one for each of its watches.
  private final class Offered implements Runnable, ChannelFutureListener {
    private final List<Bytes> pieces;
    private final int size;

    Offered(List<Bytes> pieces, int size) {
      this.pieces = pieces;
      this.size = size;
    }

    @Override
    public void run() {
      if (!wire.gathers(pieces, size, this)) wire.data(wrapped(pieces), false, this);
    }

    @Override
    public void operationComplete(ChannelFuture future) {
      hasLeft(size, false, future);
    }
  }

  private static ByteBuf wrapped(List<Bytes> pieces) {
    if (pieces.size() == 1) return Unpooled.wrappedBuffer(pieces.getFirst().unsafeArray());
    byte[][] arrays = new byte[pieces.size()][];
    for (int i = 0; i < arrays.length; i++) arrays[i] = pieces.get(i).unsafeArray();
    return Unpooled.wrappedBuffer(arrays);
  }

  Runnable bell() {
    return outbox.bell();
  }

  /// The answer that was started goes on for as long as the client listens.
  void stream() {
    outbox.add(wire::streams);
  }

  void proceed() {
    outbox.add(wire::proceed);
  }

  void consumed(int bytes) {
    outbox.add(() -> wire.consumed(bytes));
  }

  void abort() {
    if (finished) return;
    finished = true;
    outbox.add(() -> {
      wire.abort();
      allLeft.run();
    });
  }

  private ChannelFutureListener done(int size, boolean last) {
    return future -> hasLeft(size, last, future);
  }

  private void hasLeft(int size, boolean last, ChannelFuture future) {
    left++;
    long now = underWay.addAndGet(-size);
    if (!future.isSuccess()) vanish();
    if (last) allLeft.run();
    Thread writer = waiting;
    if (writer != null && now <= LOW) LockSupport.unpark(writer);
  }

  private void awaitRoom() throws InterruptedException {
    waiting = Thread.currentThread();
    try {
      long seen = left;
      long since = System.nanoTime();
      while (underWay.get() > LOW && !gone) {
        LockSupport.parkNanos(this, patience.toNanos());
        if (Thread.interrupted()) throw new InterruptedException();
        if (left != seen) {
          seen = left;
          since = System.nanoTime();
        } else if (System.nanoTime() - since >= patience.toNanos()) {
          throw new Stalled();
        }
      }
    } finally {
      waiting = null;
    }
  }

  /// The client stays but takes nothing.
  static final class Stalled extends RuntimeException {
    Stalled() {
      super("client takes nothing", null, false, false);
    }
  }
}
