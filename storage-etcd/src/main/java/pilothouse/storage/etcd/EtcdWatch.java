package pilothouse.storage.etcd;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.Signal;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Watch;

/// A watch of a prefix.
///
/* While it is `live` the tail fills `queue`. When the queue is full the watch is detached: when it has been read the next
 * poll attaches it again from `next` on, if the tail's ring still has that, else reads a history of its own until it does.
 *
 * `signal` guards all fields but `history`, which the polling thread alone reads. It is taken after the tail's, never before. */
final class EtcdWatch implements Watch {
  private static final int MOST_QUEUED = 8192;

  private final String prefix;
  private final Tail tail;
  private final HistoryReader past;
  private final Compactions compactions;
  private final Signal signal = new Signal();
  private final ArrayDeque<StoreEvent> queue = new ArrayDeque<>();
  private long next;
  private boolean live;
  private boolean closed;
  private boolean eager;
  private long told;
  private @Nullable Long lost;
  private volatile @Nullable History history;

  /// Opens what reads everything from a revision on.
  interface HistoryReader {
    History open(long from);
  }

  EtcdWatch(String prefix, long from, Tail tail, HistoryReader past, Compactions compactions) {
    this.prefix = prefix;
    this.tail = tail;
    this.past = past;
    this.compactions = compactions;
    next = from;
  }

  /// Follows the tail from the beginning, if it can.
  void begin() {
    if (next >= compactions.newest()) tail.add(this, next);
  }

  /// Called by the tail before it offers anything.
  void attach() {
    signal.lock();
    try {
      live = true;
    } finally {
      signal.unlock();
    }
  }

  void detach() {
    signal.lock();
    try {
      if (!live) return;
      live = false;
      signal.raise();
    } finally {
      signal.unlock();
    }
  }

  /// Takes what concerns it. All events of a revision come in one call, so that a poll finds all of them or none.
  void offer(Collection<StoreEvent> events) {
    if (events.stream().noneMatch(event -> event.key().startsWith(prefix))) return;
    signal.lock();
    try {
      for (var event : events) if (event.key().startsWith(prefix)) offer(event);
      signal.raise();
    } finally {
      signal.unlock();
    }
  }

  private void offer(StoreEvent event) {
    if (closed || !live || event.revision() < next) return;
    if (isFull(event)) live = false;
    else queue.add(event);
  }

  /// All events of one revision are taken or none: the next poll goes on with the revision after the last one taken.
  private boolean isFull(StoreEvent event) {
    return queue.size() >= MOST_QUEUED && queue.getLast().revision() != event.revision();
  }

  /// The past that the reader knows is not the cluster's any more.
  void lose(long revision) {
    signal.lock();
    try {
      lost = revision;
      signal.raise();
    } finally {
      signal.unlock();
    }
  }

  /// Called by the tail when its position has moved.
  void wake() {
    signal.lock();
    try {
      signal.raise();
    } finally {
      signal.unlock();
    }
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return signal.await(this::hasSomething, timeout);
  }

  private boolean hasSomething() {
    return closed
        || lost != null
        || !live
        || !queue.isEmpty()
        || (eager && tail.delivered() > told);
  }

  /// The tail tells its position with every write of anybody; here that is only passed on.
  @Override
  public void requestProgress() {
    signal.lock();
    try {
      eager = true;
      signal.raise();
    } finally {
      signal.unlock();
    }
    tail.alert(this);
  }

  @Override
  public Batch poll() {
    while (true) {
      // Read before the queue is looked at: nothing up to it is still to come.
      long known = tail.delivered();
      var said = fromQueue(known);
      if (said.isPresent()) return said.get();
      said = resume();
      if (said.isPresent()) return said.get();
    }
  }

  /// Empty if this watch has to catch up first.
  private Optional<Batch> fromQueue(long known) {
    signal.lock();
    try {
      if (closed) return Optional.of(new Batch.Closed());
      if (lost != null) return Optional.of(new Batch.Compacted(lost));
      if (!live && queue.isEmpty()) return Optional.empty();
      if (!live) return Optional.of(drained(0));
      eager = false;
      tail.calm(this);
      told = known;
      if (queue.isEmpty()) return Optional.of(new Batch.Quiet(Math.max(known, next - 1)));
      return Optional.of(drained(known));
    } finally {
      signal.unlock();
    }
  }

  private Batch drained(long known) {
    var events = List.copyOf(queue);
    queue.clear();
    next = events.getLast().revision() + 1;
    return new Batch.Events(events, Math.max(known, next - 1));
  }

  /// Attaches this watch to the tail, or tells something of the past that the tail no longer has.
  private Optional<Batch> resume() {
    if (next < compactions.newest()) return Optional.of(compacted(compactions.newest()));
    if (tail.covers(next) && tail.add(this, next)) {
      endHistory();
      return Optional.empty();
    }
    if (next <= compactions.newest()) return Optional.of(compacted(compactions.newest()));
    var reading = history;
    if (reading == null) history = reading = past.open(next);
    return switch (reading.next()) {
      case History.Piece.Gone(long revision) -> {
        compactions.learn(revision);
        endHistory();
        yield Optional.of(compacted(revision));
      }
      case History.Piece.Events(var events) -> past(events);
      case History.Piece.Failed(var why) -> {
        endHistory();
        throw why;
      }
    };
  }

  private Batch compacted(long revision) {
    lose(revision);
    return new Batch.Compacted(revision);
  }

  private Optional<Batch> past(List<StoreEvent> events) {
    var mine = new ArrayList<StoreEvent>();
    for (var event : events)
      if (event.revision() >= next && event.key().startsWith(prefix)) mine.add(event);
    long upTo = events.getLast().revision();
    signal.lock();
    try {
      next = Math.max(next, upTo + 1);
    } finally {
      signal.unlock();
    }
    return mine.isEmpty() ? Optional.empty() : Optional.of(new Batch.Events(mine, upTo));
  }

  private void endHistory() {
    var reading = history;
    history = null;
    if (reading != null) reading.close();
  }

  @Override
  public void close() {
    tail.remove(this);
    endHistory();
    signal.lock();
    try {
      closed = true;
      queue.clear();
      signal.raise();
    } finally {
      signal.unlock();
    }
  }
}
