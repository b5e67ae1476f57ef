package pilothouse.storage.cache;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The running watches of a cache, and the thread that has those that new changes concern take them, or wakes them, so that no writer pays for
/// who watches. The thread lives while there are watches.
///
/* It reads the same chain of changes as the watches do. For each change it asks those whom the index names; every
 * `sweepEvery` changes it asks all, so that the place of a watch that nothing concerns moves on and does not grow old. */
final class Watchers {
  private final WatchIndex index = new WatchIndex();
  private final String name;
  private final int sweepEvery;
  private final Supplier<Change> newest;

  /// Guarded by this.
  private @Nullable Thread waker;

  private volatile boolean changed;

  /// @param name what is watched, for the thread's name
  /// @param kept so many changes are kept at least: a place that is not older than that is never lost
  /// @param newest the newest change of the cache
  Watchers(String name, int kept, Supplier<Change> newest) {
    this.name = name;
    this.newest = newest;
    sweepEvery = Math.max(1, kept / 2);
  }

  void add(CacheWatch watch) {
    index.add(watch);
    synchronized (this) {
      if (waker == null) waker = Thread.ofVirtual().name("wake " + name).start(this::wake);
    }
  }

  void remove(CacheWatch watch) {
    if (!index.remove(watch) || index.size() > 0) return;
    unparkWaker();
  }

  /// To be called after changes were appended.
  void changed() {
    if (index.size() == 0 || changed) return;
    changed = true;
    unparkWaker();
  }

  private void unparkWaker() {
    Thread thread;
    synchronized (this) {
      thread = waker;
    }
    LockSupport.unpark(thread);
  }

  private void wake() {
    var bells = new Bells();
    // Watches that came before this thread have a place of their own that may be older.
    var place = sweep(bells);
    bells.ring();
    int sinceSweep = 0;
    while (!isDone()) {
      if (!changed) {
        LockSupport.park(this);
        continue;
      }
      changed = false;
      for (var next = place.next(); next != null; next = place.next()) {
        if (next.isExpiryMark() || ++sinceSweep >= sweepEvery) {
          place = sweep(bells);
          sinceSweep = 0;
        } else {
          next.eachOf(index, watch -> watch.changed(bells));
          place = next;
        }
      }
      bells.ring();
    }
  }

  /// Asks all watches; the change that they have all seen then.
  private Change sweep(Bells bells) {
    var seen = newest.get();
    index.each(watch -> watch.changed(bells));
    return seen;
  }

  private synchronized boolean isDone() {
    if (index.size() > 0) return false;
    waker = null;
    return true;
  }

  int size() {
    return index.size();
  }

  void close() {
    index.each(CacheWatch::close);
  }
}
