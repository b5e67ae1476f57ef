package pilothouse.storage.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The running watches of a cache, and the thread that wakes those that new changes concern, so that no writer pays for
/// who watches. The thread lives while there are watches.
final class Watchers {
  private final Set<CacheWatch> watches = ConcurrentHashMap.newKeySet();
  private final String name;

  /// Guarded by this.
  private @Nullable Thread waker;

  private volatile boolean changed;

  /// @param name what is watched, for the thread's name
  Watchers(String name) {
    this.name = name;
  }

  void add(CacheWatch watch) {
    watches.add(watch);
    synchronized (this) {
      if (waker == null) waker = Thread.ofVirtual().name("wake " + name).start(this::wake);
    }
  }

  void remove(CacheWatch watch) {
    if (!watches.remove(watch) || !watches.isEmpty()) return;
    unparkWaker();
  }

  /// To be called after changes were appended.
  void changed() {
    if (watches.isEmpty() || changed) return;
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
    while (!isDone()) {
      if (!changed) {
        LockSupport.park(this);
        continue;
      }
      changed = false;
      for (var watch : watches) watch.changed();
    }
  }

  private synchronized boolean isDone() {
    if (!watches.isEmpty()) return false;
    waker = null;
    return true;
  }

  int size() {
    return watches.size();
  }

  void close() {
    watches.forEach(CacheWatch::close);
  }
}
