package pilothouse.storage.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import pilothouse.storage.Signal;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Watch;

/// A watch of a store in this process.
///
/* It reads from two places. Writes up to `backlogTo` come from the journal, later ones from `live`, which the hub fills as
 * they happen. When `live` is full it is dropped, and the next poll begins anew: what happened until then is backlog.
 *
 *   watch from 4, newest is 7:   journal 4 5 6 7 | live 8 9 ...
 *   `live` overflows at 5,000:   live is dropped; the poll at 6,200 reads journal 8 ... 6,200 | live 6,201 ...
 *
 * `signal` guards all fields. It is taken after the hub's monitor, never before. */
final class EmbeddedWatch implements Watch {
  private static final int MOST_LIVE = 4096;
  private static final int BACKLOG_STEP = 1000;

  /// One in so many writes is few: those are found by their keys.
  private static final int FEW = 8;

  private final String prefix;
  private final Contents contents;
  private final Journal journal;
  private final Signal signal = new Signal();
  private ArrayDeque<StoreEvent> live = new ArrayDeque<>();
  private long next;
  private long backlogTo;
  private boolean overflowed;
  private boolean closed;

  EmbeddedWatch(String prefix, long fromRevision, Contents contents, Journal journal) {
    this.prefix = prefix;
    this.contents = contents;
    this.journal = journal;
    next = fromRevision;
  }

  String prefix() {
    return prefix;
  }

  /// Called by the hub: from now on all writes after `published` are offered.
  void live(long published) {
    signal.lock();
    try {
      overflowed = false;
      backlogTo = published;
    } finally {
      signal.unlock();
    }
  }

  /// Called by the hub before the write is published, which [#wake] follows.
  ///
  /// @return whether it concerns this watch
  boolean offer(StoreEvent event) {
    if (!event.key().startsWith(prefix)) return false;
    signal.lock();
    try {
      if (closed || overflowed || event.revision() < next) return false;
      live.add(event);
      if (live.size() > MOST_LIVE) {
        live = new ArrayDeque<>();
        overflowed = true;
      }
      return true;
    } finally {
      signal.unlock();
    }
  }

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
    return closed || overflowed || shows(contents.hub().published()) || next <= backlogTo;
  }

  private boolean shows(long published) {
    return !live.isEmpty() && live.getFirst().revision() <= published;
  }

  @Override
  public Batch poll() {
    while (true) {
      if (isClosed()) return new Batch.Closed();
      if (isOverflowed()) contents.hub().resume(this);
      var past = backlog();
      if (!(past instanceof Batch.Quiet)) return past;
      long known = contents.hub().published();
      signal.lock();
      try {
        if (!closed && !overflowed) return drain(known);
      } finally {
        signal.unlock();
      }
    }
  }

  private boolean isClosed() {
    signal.lock();
    try {
      return closed;
    } finally {
      signal.unlock();
    }
  }

  private boolean isOverflowed() {
    signal.lock();
    try {
      return overflowed;
    } finally {
      signal.unlock();
    }
  }

  /// @param known was published before `live` is looked at, so nothing up to it is still to come
  private Batch drain(long known) {
    if (!shows(known)) return new Batch.Quiet(Math.max(known, next - 1));
    var events = new ArrayList<StoreEvent>(live.size());
    while (shows(known)) events.add(live.removeFirst());
    next = events.getLast().revision() + 1;
    return new Batch.Events(events, Math.max(known, next - 1));
  }

  /// The next part of the backlog; quiet if it is read.
  private Batch backlog() {
    long from;
    long to;
    signal.lock();
    try {
      from = next;
      to = backlogTo;
    } finally {
      signal.unlock();
    }
    if (from > to) return new Batch.Quiet(to);
    if (from < contents.compacted()) return new Batch.Compacted(contents.compacted());
    var part = to - from < BACKLOG_STEP ? recent(from, to) : step(from, to);
    // Asked after reading: a compaction meanwhile may have taken some of them away.
    if (from < contents.compacted()) return new Batch.Compacted(contents.compacted());
    var events = part.events();
    if (events.size() != part.expected())
      throw Recovery.damaged("of the writes %d to %d some are missing".formatted(from, part.to()));
    signal.lock();
    try {
      next = part.to() + 1;
    } finally {
      signal.unlock();
    }
    return events.isEmpty() ? new Batch.Quiet(part.to()) : new Batch.Events(events, part.to());
  }

  /// The writes up to a revision, and how many there must be.
  private record Part(List<StoreEvent> events, long to, long expected) {}

  /// So little that it is counted first: mostly there is nothing, as of a collection that somebody begins to follow while
  /// others are written.
  private Part recent(long from, long to) {
    var after = Keys.after(prefix);
    long expected = journal.countWrites(prefix, after, from, to);
    if (expected == 0) return new Part(List.of(), to, 0);
    boolean few = expected < (to - from) / FEW;
    var events =
        few
            ? journal.historyOfFew(prefix, after, from, to)
            : journal.history(prefix, after, from, to, BACKLOG_STEP);
    return new Part(events, to, expected);
  }

  private Part step(long from, long to) {
    var after = Keys.after(prefix);
    var events = journal.history(prefix, after, from, to, BACKLOG_STEP);
    long upTo = events.size() < BACKLOG_STEP ? to : events.getLast().revision();
    return new Part(events, upTo, journal.countWrites(prefix, after, from, upTo));
  }

  @Override
  public void close() {
    contents.hub().remove(this);
    signal.lock();
    try {
      closed = true;
      live.clear();
      signal.raise();
    } finally {
      signal.unlock();
    }
  }
}
