package pilothouse.storage.etcd;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import pilothouse.storage.StoreEvent;

/// The newest events of the whole cluster, and the watches that follow them.
///
/* One stream of everything feeds all watches of this process. As every revision is an event, the stream's position is
 * known without asking etcd for progress, which old versions tell wrongly: when the event of revision 7 has come, no watch
 * has anything at or below 7 still to come. That is what makes reads from a cache consistent.
 *
 * `lock` guards the ring and the entry of a watch; a watch's own lock is taken after it, never before. `delivered` is
 * written under it, after the events were offered, and read without it. */
final class Tail {
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_EVENTS = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final ArrayDeque<StoreEvent> ring = new ArrayDeque<>();
  private final CopyOnWriteArrayList<EtcdWatch> watches = new CopyOnWriteArrayList<>();
  private final Set<EtcdWatch> open = ConcurrentHashMap.newKeySet();
  private final Set<EtcdWatch> eager = ConcurrentHashMap.newKeySet();
  private final Compactions compactions;
  private long first;
  private long bytes;
  private volatile long delivered;

  /// @param from the first revision that will be told
  Tail(long from, Compactions compactions) {
    this.compactions = compactions;
    first = from;
    delivered = from - 1;
  }

  /// No event at or below it is still to come.
  long delivered() {
    return delivered;
  }

  /// The next events, oldest first, all of each revision. Those that were delivered already are left out.
  void append(List<StoreEvent> events) {
    lock.lock();
    try {
      var fresh = events.stream().filter(event -> event.revision() > delivered).toList();
      fresh.forEach(this::keep);
      for (var watch : watches) watch.offer(fresh);
      delivered = Math.max(delivered, events.getLast().revision());
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    wakeEager();
  }

  /// Waits until `revision` is delivered, at most `timeout`.
  void await(long revision, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (delivered < revision && left > 0) left = moved.awaitNanos(left);
    } finally {
      lock.unlock();
    }
  }

  private void keep(StoreEvent event) {
    ring.add(event);
    bytes += weight(event);
    while (bytes > MOST_BYTES || ring.size() > MOST_EVENTS) trim();
    if (event instanceof StoreEvent.Put(var stored)) compactions.learn(stored);
  }

  private void trim() {
    var oldest = ring.remove();
    bytes -= weight(oldest);
    first = oldest.revision() + 1;
  }

  private static long weight(StoreEvent event) {
    long key = 100L + event.key().length();
    return event instanceof StoreEvent.Put put ? key + put.value().size() : key;
  }

  private void wakeEager() {
    for (var watch : eager) watch.wake();
  }

  /// What happened between `delivered` and `from` cannot be told: every watch has to read it elsewhere.
  void skipTo(long from) {
    lock.lock();
    try {
      ring.clear();
      bytes = 0;
      first = from;
      delivered = from - 1;
      moved.signalAll();
      watches.forEach(EtcdWatch::detach);
      watches.clear();
    } finally {
      lock.unlock();
    }
  }

  /// The cluster went back in time, as after a restore from a backup: what watches know is no longer true.
  void rewindTo(long revision) {
    lock.lock();
    try {
      watches.forEach(watch -> watch.lose(revision));
      watches.clear();
      ring.clear();
      bytes = 0;
      first = revision + 1;
      delivered = revision;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a watch from this revision on can follow.
  boolean covers(long from) {
    lock.lock();
    try {
      return from >= first;
    } finally {
      lock.unlock();
    }
  }

  /// Lets a watch follow from `from` on: it is offered what is past, then what comes. False if that past is gone from here.
  boolean add(EtcdWatch watch, long from) {
    lock.lock();
    try {
      if (from < first) return false;
      watch.attach();
      watch.offer(ring);
      watches.addIfAbsent(watch);
      if (!open.contains(watch)) watches.remove(watch);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// A watch that will be closed with the store.
  void register(EtcdWatch watch) {
    open.add(watch);
  }

  void remove(EtcdWatch watch) {
    open.remove(watch);
    watches.remove(watch);
    eager.remove(watch);
  }

  /// Ends all watches.
  void close() {
    open.forEach(EtcdWatch::close);
  }

  /// Wakes the watch whenever the position moves, until [#calm].
  void alert(EtcdWatch watch) {
    eager.add(watch);
  }

  void calm(EtcdWatch watch) {
    eager.remove(watch);
  }
}
