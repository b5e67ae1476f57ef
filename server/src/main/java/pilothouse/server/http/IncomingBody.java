package pilothouse.server.http;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.IntConsumer;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;

/// A request's body between the event loop, which adds what comes, and the one thread that reads it. What the reader takes is reported, and only
/// then is the client allowed to send as much again: an unread body holds at most one window.
final class IncomingBody implements RequestBody {
  private final long announced;
  private final Runnable reading;
  private final IntConsumer taken;
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>(2);
  private int held;
  private boolean complete;
  private boolean broken;
  private boolean discarding;
  private Optional<Bytes> whole = Optional.empty();

  /// @param announced the body's length, or -1
  /// @param reading called when the first read has to wait: time for `100 Continue`
  /// @param taken told how many bytes were taken
  IncomingBody(long announced, Runnable reading, IntConsumer taken) {
    this.announced = announced;
    this.reading = reading;
    this.taken = taken;
  }

  /// Adds bytes that came; returns how many are now held, or -1 where nobody wants them any more.
  synchronized int add(byte[] bytes) {
    if (discarding) return -1;
    pieces.add(bytes);
    held += bytes.length;
    notifyAll();
    return held;
  }

  synchronized void complete() {
    complete = true;
    notifyAll();
  }

  synchronized void fail() {
    if (complete) return;
    broken = true;
    notifyAll();
  }

  synchronized boolean isComplete() {
    return complete;
  }

  /// Forgets what came and what will come.
  void discard() {
    int dropped;
    synchronized (this) {
      discarding = true;
      dropped = held;
      held = 0;
      pieces.clear();
    }
    if (dropped > 0) taken.accept(dropped);
  }

  @Override
  public Bytes read(int limit) {
    if (whole.isPresent()) return within(whole.get(), limit);
    if (announced > limit) throw tooLarge(limit);
    Bytes bytes = gather(limit);
    whole = Optional.of(bytes);
    return bytes;
  }

  private Bytes gather(int limit) {
    var parts = new ArrayDeque<byte[]>(2);
    long size = 0;
    while (true) {
      byte[][] more = next();
      if (more.length == 0) return join(parts, (int) size);
      int count = 0;
      for (byte[] piece : more) {
        parts.add(piece);
        count += piece.length;
      }
      size += count;
      if (count > 0) taken.accept(count);
      if (size > limit) throw tooLarge(limit);
    }
  }

  /// What has come since the last call; waits for something; nothing at the end.
  private byte[][] next() {
    if (mustWait()) reading.run();
    synchronized (this) {
      while (pieces.isEmpty() && !complete && !broken) await();
      if (broken) throw ApiException.badRequest("unexpected EOF");
      byte[][] all = pieces.toArray(byte[][]::new);
      pieces.clear();
      held = 0;
      return all;
    }
  }

  private synchronized boolean mustWait() {
    return pieces.isEmpty() && !complete && !broken;
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
      throw ApiException.of(Reason.TIMEOUT, "request body was not received in time");
    }
  }

  private static Bytes join(ArrayDeque<byte[]> parts, int size) {
    if (parts.size() == 1) return Bytes.wrap(parts.getFirst());
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return Bytes.wrap(all);
  }

  private static Bytes within(Bytes bytes, int limit) {
    if (bytes.size() > limit) throw tooLarge(limit);
    return bytes;
  }

  private static ApiException tooLarge(int limit) {
    return ApiException.of(
        Reason.REQUEST_ENTITY_TOO_LARGE, "Request entity too large: limit is " + limit);
  }
}
