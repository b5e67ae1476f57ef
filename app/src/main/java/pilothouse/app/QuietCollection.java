package pilothouse.app;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Has the garbage collected when there is nothing else to do, so that a burst of work leaves no memory behind.
///
/* The serial collector looks at what has lived for a while only when the heap is full, and lets the heap grow before that. A burst of large objects, such as the
 * definitions of an operator, so leaves a heap of several times what is still used. Whether there is work is told by the collector itself: as long as it has
 * not collected even the young, less than some megabytes were allocated. */
final class QuietCollection {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /// Less than this is not worth a pause.
  private static final long WORTH = 16L << 20;

  /// With more than this the pause would be longer than half a second.
  private static final long MOST = 1L << 30;

  private final LongSupplier used;
  private final BooleanSupplier collected;
  private final Runnable collect;
  private long live;

  /// @param used bytes of the heap
  /// @param collected whether there was a collection since it was asked last
  QuietCollection(LongSupplier used, BooleanSupplier collected, Runnable collect) {
    this.used = used;
    this.collected = collected;
    this.collect = collect;
  }

  /// Looks after the heap of this process until it ends.
  static void start() {
    Runtime runtime = Runtime.getRuntime();
    var quiet =
        new QuietCollection(
            () -> runtime.totalMemory() - runtime.freeMemory(), new Collected(), System::gc);
    Thread.ofVirtual().name("quiet collection").start(quiet::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void look() {
    boolean busy = collected.getAsBoolean();
    if (busy || live > MOST || used.getAsLong() - live < WORTH) return;
    collect.run();
    live = used.getAsLong();
  }

  /// Tells by an object that nobody holds and that even the smallest collection takes away.
  private static final class Collected implements BooleanSupplier {
    private WeakReference<Object> mark = new WeakReference<>(new Object());

    @Override
    public boolean getAsBoolean() {
      boolean gone = mark.refersTo(null);
      mark = new WeakReference<>(new Object());
      return gone;
    }
  }
}
