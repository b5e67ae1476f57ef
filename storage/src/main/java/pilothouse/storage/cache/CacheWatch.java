package pilothouse.storage.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A running watch of a cache, read by one thread. It keeps nothing but its place in the chain of changes that all
/// watchers share; when that place has left the cache's window the watch ends.
public final class CacheWatch implements AutoCloseable {
  /// So many events at a time at most, that a writer can send one buffer of them.
  private static final int BATCH = 64;

  /* RUNNING: the reader's thread owns `place`.
   * PARKED: it sleeps; whoever turns this to CHECKING owns `place`.
   * CHECKING: the cache looks whether the new changes concern this watch. What its taker takes need not wake the reader: `place` moves on and
   *   it is PARKED again, as it is when nothing concerns it. Else it turns to RUNNING and the reader is woken. Thousands of watches sleep
   *   through what others write, and their place does not grow old meanwhile. */
  private enum State {
    RUNNING,
    PARKED,
    CHECKING
  }

  private final Selection selection;
  private final Feed feed;
  private final Watchers watchers;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final long after;
  private Change place;
  private long revision;

  /// What the reader has to return before anything else; owned like `place`.
  private @Nullable Next left;

  private volatile Taker taker = Taker.NOBODY;
  private volatile boolean closed;
  private volatile @Nullable Thread reader;

  /// @param place the change after which it begins
  /// @param revision events at or below it are not shown
  /// @param feed tells the revision up to which all changes are in the chain
  CacheWatch(Selection selection, Change place, long revision, Feed feed, Watchers watchers) {
    this.selection = selection;
    this.place = place;
    this.revision = revision;
    this.after = revision;
    this.feed = feed;
    this.watchers = watchers;
  }

  /// The next selected events, waiting at most `timeout` for the first.
  public Next next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      var refused = left;
      left = null;
      if (refused != null) return refused;
      if (closed) return new Next.Ended(Reason.CLOSED);
      long rest = deadline - System.nanoTime();
      // At the end of its time the caller may want to send a bookmark: then what others wrote
      // counts, too.
      if (rest <= 0) feed.drain();
      var found = advance(feed.revision());
      if (found != null) return found;
      if (rest <= 0) return new Next.Quiet(revision);
      if (Thread.interrupted()) throw new InterruptedException();
      park(rest);
    }
  }

  /// From now on events that come while the reader waits in [#next] go to `taker`, if it takes them, and the reader sleeps on.
  public void deliverTo(Taker taker) {
    this.taker = taker;
  }

  Selection selection() {
    return selection;
  }

  /// Every event at or below it has been returned by [#next]: what a bookmark may say.
  public long revision() {
    return revision;
  }

  /// @param known all changes up to this revision are in the chain
  private @Nullable Next advance(long known) {
    List<CacheEvent> events = null;
    for (var next = place.next(); next != null; next = place.next()) {
      if (next.isExpiryMark()) return events == null ? ended() : new Next.Events(events);
      place = next;
      if (next.revision() <= after) continue;
      revision = next.revision();
      var event = next.seenBy(selection);
      if (event == null) continue;
      if (events == null) events = new ArrayList<>(4);
      events.add(event);
      if (events.size() >= BATCH && !isFollowedByTheSame(next)) return new Next.Events(events);
    }
    revision = Math.max(revision, known);
    return events == null ? null : new Next.Events(events);
  }

  /// Whether more of the same revision follows, as when a lease of many keys ends in etcd: [#revision] must not tell it before.
  private static boolean isFollowedByTheSame(Change change) {
    var following = change.next();
    return following != null && following.revision() == change.revision();
  }

  private Next ended() {
    feed.outrun();
    close();
    return new Next.Ended(Reason.TOO_SLOW);
  }

  private void park(long nanos) {
    reader = Thread.currentThread();
    state.set(State.PARKED);
    if (place.next() == null && !closed) LockSupport.parkNanos(this, nanos);
    // The cache's thread may be without a processor while it checks: a spin would not let it have
    // this one.
    while (state.get() != State.RUNNING && !state.compareAndSet(State.PARKED, State.RUNNING))
      Thread.yield();
  }

  /// Called by the cache after changes were appended: has them taken, or wakes the reader if they concern it.
  void changed(Bells bells) {
    if (state.get() != State.PARKED || !state.compareAndSet(State.PARKED, State.CHECKING)) return;
    if (closed || isDelivered(bells)) {
      state.set(State.PARKED);
      return;
    }
    state.set(State.RUNNING);
    LockSupport.unpark(reader);
  }

  /// Moves the place to the newest change; false if the reader is needed for what it found.
  private boolean isDelivered(Bells bells) {
    for (var found = advance(revision); found != null; found = advance(revision)) {
      if (!(found instanceof Next.Events(var events) && taker.take(events))) {
        left = found;
        return false;
      }
      bells.add(taker.bell());
    }
    return true;
  }

  /// Ends it; a thread that waits in [#next] returns. May be called from any thread.
  @Override
  public void close() {
    closed = true;
    watchers.remove(this);
    LockSupport.unpark(reader);
  }

  /// Who passes events on without waiting for anything: one thread of the cache calls it for all watches.
  public interface Taker {
    /// Takes nothing, so that [#next] returns everything.
    Taker NOBODY = _ -> false;

    /// @return false if nothing was taken: then the events come out of [#next]
    boolean take(List<CacheEvent> events);

    /// Run some time after what it has taken, once for all takers that have the same one: sends it off.
    default Runnable bell() {
      return Bells.NONE;
    }
  }

  /// What a watch has to say.
  public sealed interface Next {
    /// Oldest first, never empty.
    record Events(List<CacheEvent> events) implements Next {}

    /// Nothing happened; `revision` is what a bookmark may say.
    record Quiet(long revision) implements Next {}

    /// Nothing more follows.
    record Ended(Reason reason) implements Next {}
  }

  public enum Reason {
    /// This watcher was too slow: events that it has not read are no longer kept.
    TOO_SLOW,
    CLOSED
  }
}
