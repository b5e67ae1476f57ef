package pilothouse.server.http;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// What handlers want done on one connection, in order. Everything that piled up until the event loop comes to it is done with one flush, so
/// that a thousand watches of one connection cost one system call for an event and not a thousand.
final class Outbox implements Runnable {
  /// So many at once, then other connections of the same loop get their turn.
  private static final int BATCH = 512;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final EventLoop loop;
  private final Runnable flush;
  private final Runnable bell = this::ring;

  Outbox(EventLoop loop, Runnable flush) {
    this.loop = loop;
    this.flush = flush;
  }

  /// @throws java.util.concurrent.RejectedExecutionException once the server has shut down
  void add(Runnable task) {
    tasks.add(task);
    schedule();
  }

  /// Like [#add], but that it may wait until the [#bell] is run.
  void put(Runnable task) {
    tasks.add(task);
  }

  /// Has everything done that was put here.
  Runnable bell() {
    return bell;
  }

  private void ring() {
    try {
      if (!tasks.isEmpty()) schedule();
    } catch (RejectedExecutionException down) {
      // The server has shut down, its connections with it: each answer's own thread is told when it
      // writes.
      tasks.clear();
    }
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) loop.execute(this);
  }

  @Override
  public void run() {
    scheduled.set(false);
    for (int i = 0; i < BATCH; i++) {
      Runnable task = tasks.poll();
      if (task == null) break;
      task.run();
    }
    flush.run();
    if (!tasks.isEmpty()) schedule();
  }
}
