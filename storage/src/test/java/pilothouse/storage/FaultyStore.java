package pilothouse.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import pilothouse.api.Bytes;

/// A store that has the faults one wishes, over one that has none.
///
/* Watches are polled under a lock that changing a fault takes alone: when the change returns, no poll that knows nothing of
 * it is under way, on however slow a machine. */
public final class FaultyStore implements Store {
  private final Store real;
  private volatile boolean away;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final ReentrantReadWriteLock faults = new ReentrantReadWriteLock();
  private final Lock polling = faults.readLock();
  private final Lock changing = faults.writeLock();
  private final Object changed = new Object();
  private volatile boolean silent;
  private volatile long forgotten;

  public FaultyStore(Store real) {
    this.real = real;
  }

  /// Whether nobody answers.
  public void away(boolean away) {
    this.away = away;
  }

  /// Whether watches tell nothing, neither events nor progress.
  public void silent(boolean silent) {
    change(() -> this.silent = silent);
  }

  /// From now on, running watches say that the past they need is compacted. New ones do not.
  public void forget() {
    change(() -> forgotten = forgotten + 1);
  }

  private void change(Runnable change) {
    changing.lock();
    try {
      change.run();
    } finally {
      changing.unlock();
    }
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  /// From now on, ranges are not answered.
  public void hold() {
    held = new CountDownLatch(1);
  }

  public void release() {
    held.countDown();
  }

  private Store reached() {
    if (away) throw new StoreException.Unavailable("nobody answers");
    return real;
  }

  @Override
  public Optional<Stored> get(String key) {
    return reached().get(key);
  }

  @Override
  public Page range(Range range) {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new StoreException.Unavailable("interrupted", e);
    }
    return reached().range(range);
  }

  @Override
  public Outcome put(String key, Bytes value, Expectation expectation, Lease lease) {
    return reached().put(key, value, expectation, lease);
  }

  @Override
  public Outcome delete(String key, Expectation expectation) {
    return reached().delete(key, expectation);
  }

  @Override
  public Lease grant(Duration ttl) {
    return reached().grant(ttl);
  }

  @Override
  public Optional<Duration> timeLeft(String key) {
    return reached().timeLeft(key);
  }

  @Override
  public Watch watch(String prefix, long fromRevision) {
    return new FaultyWatch(reached().watch(prefix, fromRevision), forgotten);
  }

  @Override
  public long revision() {
    return reached().revision();
  }

  @Override
  public void compact(long revision) {
    reached().compact(revision);
  }

  @Override
  public long compactedRevision() {
    return reached().compactedRevision();
  }

  @Override
  public long size() {
    return reached().size();
  }

  @Override
  public void close() {
    real.close();
  }

  private final class FaultyWatch implements Watch {
    private final Watch watch;
    private final long born;
    private long told;

    FaultyWatch(Watch watch, long born) {
      this.watch = watch;
      this.born = born;
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      synchronized (changed) {
        while (silent && !isForgotten()) {
          long millis = (deadline - System.nanoTime()) / 1_000_000;
          if (millis <= 0) return false;
          changed.wait(millis);
        }
      }
      return isForgotten()
          || watch.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    private boolean isForgotten() {
      return born != forgotten;
    }

    @Override
    public Batch poll() {
      polling.lock();
      try {
        if (isForgotten()) return new Batch.Compacted(real.compactedRevision());
        if (silent) return new Batch.Quiet(told);
        var batch = watch.poll();
        if (batch instanceof Batch.Events(_, long revision)) told = revision;
        if (batch instanceof Batch.Quiet(long revision)) told = revision;
        return batch;
      } finally {
        polling.unlock();
      }
    }

    @Override
    public void requestProgress() {
      if (!silent) watch.requestProgress();
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
