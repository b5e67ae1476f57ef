package pilothouse.storage.cache;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.Store;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Watch;

/// What keeps a cache up to date with its store.
///
/* Two kinds of threads apply the store's events: one of its own that waits for them, and every reader and writer that
 * finds the cache behind what it needs. So a writer's next read sees the write without waiting for another thread to wake.
 *
 * `applying` makes them take turns: under it the store's watch is polled (which does not wait) and the next snapshot is
 * made and published. `newest` and `window` are read without it. `progress` guards nothing but its condition: those who
 * wait for a revision that only the store can bring. */
final class Feed implements AutoCloseable {
  /// So many revisions are replayed at the start, of whatever resource: stores find those that are this one's.
  private static final int REPLAYED = 500;

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

  private final Store store;
  private final StoredResource resource;
  private final WindowLimits limits;
  private final ObjectReader reader;
  private final Watchers watchers;
  private final ReentrantLock applying = new ReentrantLock();
  private final ReentrantLock progress = new ReentrantLock();
  private final Condition progressed = progress.newCondition();
  private volatile @Nullable State state;
  private final AtomicBoolean starting = new AtomicBoolean();
  private volatile boolean closed;

  /// The last answer of [#past]: a client that pages through the past asks for the same revision again and again.
  private volatile SoftReference<Snapshot> past = new SoftReference<>(null);

  /// Of [#unaided], which take turns.
  private final ReentrantLock reading = new ReentrantLock();

  /// The last answer of [#unaided], and when it was begun. Guarded by `reading`.
  private Unaided unaided = new Unaided(new SoftReference<>(null), 0);

  private volatile int waiting;

  private record Unaided(SoftReference<Snapshot> snapshot, long begun) {}

  /// Everything that begins anew when the store's past is lost.
  private static final class State {
    final Watch watch;
    final Window window;
    volatile Snapshot newest;

    State(Watch watch, Window window, Snapshot newest) {
      this.watch = watch;
      this.window = window;
      this.newest = newest;
    }
  }

  Feed(
      Store store,
      StoredResource resource,
      WindowLimits limits,
      ObjectReader reader,
      Watchers watchers) {
    this.store = store;
    this.resource = resource;
    this.limits = limits;
    this.reader = reader;
    this.watchers = watchers;
  }

  /// Begins to follow the store, unless it does already.
  void start() {
    if (state != null) return;
    applying.lock();
    try {
      if (closed)
        throw new StoreException.Unavailable("the cache of " + resource.prefix() + " is closed");
      if (state != null) return;
      var loaded = load();
      state = loaded;
      resource.observer().loaded();
      if (closed) loaded.watch.close();
    } finally {
      applying.unlock();
    }
    Thread.ofVirtual().name("feed " + resource.prefix()).start(this::follow);
  }

  /// True once it follows; until then it begins to, on a thread of its own: whoever asks can find what it needs in the store.
  boolean isStarted() {
    if (state != null) return true;
    if (!closed && starting.compareAndSet(false, true))
      Thread.ofVirtual().name("load " + resource.prefix()).start(this::startAside);
    return false;
  }

  private void startAside() {
    try {
      start();
    } catch (StoreException e) {
      // Who needs the cache itself gets this error when it tries.
      starting.set(false);
    }
  }

  /// Begins a little in the past and replays what followed, so that a client that has a recent revision, from before this
  /// process or from another resource, can watch from there.
  private State load() {
    while (true) {
      try {
        long base = Math.max(1, Math.max(store.compactedRevision(), store.revision() - REPLAYED));
        var first = read(base);
        var loaded =
            new State(store.watch(resource.prefix(), base + 1), new Window(limits, first), first);
        if (replay(loaded)) return loaded;
        loaded.watch.close();
      } catch (StoreException.Compacted e) {
        // That revision was compacted meanwhile: begin again at a newer one.
        continue;
      }
    }
  }

  /// False if what it needs was compacted meanwhile.
  private boolean replay(State loaded) {
    while (true) {
      switch (loaded.watch.poll()) {
        case Watch.Batch.Events(var events, long revision) -> apply(loaded, events, revision);
        case Watch.Batch.Quiet(long revision) -> {
          quiet(loaded, revision);
          return true;
        }
        case Watch.Batch.Compacted _ -> {
          return false;
        }
        case Watch.Batch.Closed _ -> throw new StoreException.Unavailable("the store is closed");
      }
    }
  }

  private void apply(State running, List<StoreEvent> events, long revision) {
    for (var event : events) apply(running, event);
    resource.observer().received(events.size());
    quiet(running, revision);
  }

  /// The state at `revision`, from the store.
  private Snapshot read(long revision) {
    var objects = new ArrayList<CachedObject>();
    store.scan(resource.prefix(), revision, stored -> objects.add(reader.read(stored)));
    resource.observer().read(objects.size());
    return snapshot(revision, objects);
  }

  private Snapshot snapshot(long revision, List<CachedObject> objects) {
    // A scan has no order. That of the tree is by characters.
    objects.sort(Comparator.comparing(CachedObject::key));
    return new Snapshot(resource, revision, Tree.of(objects), Change.origin(revision));
  }

  /// The state at a revision that the window no longer has. Nothing can be watched from it.
  ///
  /// @throws StoreException.Compacted if the store does not have it either
  Snapshot past(long revision) {
    var known = past.get();
    if (known != null && known.revision() == revision && revision >= store.compactedRevision())
      return known;
    var read = read(revision);
    read.newest().expire();
    past = new SoftReference<>(read);
    return read;
  }

  /// The newest state, from the store, for a cache that is not told of it. One reads for all who ask before it begins: many who read everything at
  /// the same time would leave no processor to those that have something to tell.
  Snapshot unaided() {
    long asked = System.nanoTime();
    reading.lock();
    try {
      var known = unaided.snapshot().get();
      if (known != null && unaided.begun() - asked >= 0) return known;
      long begun = System.nanoTime();
      var read = past(store.revision());
      unaided = new Unaided(new SoftReference<>(read), begun);
      return read;
    } finally {
      reading.unlock();
    }
  }

  private void follow() {
    try {
      while (!closed) followOnce();
    } catch (InterruptedException e) {
      // Nobody but the process's end interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  private void followOnce() throws InterruptedException {
    running().watch.await(trimmed() ? PATIENCE : limits.age());
    try {
      drain();
    } catch (StoreException.Unavailable | StoreException.Corrupt e) {
      // Readers that need what is missing get this error themselves; here it is enough to try
      // again.
      Thread.sleep(RETRY);
    }
  }

  /// Lets go of what is too old; whether nothing is left that will be.
  private boolean trimmed() {
    applying.lock();
    try {
      var window = running().window;
      window.trim(System.nanoTime());
      return !window.ages();
    } finally {
      applying.unlock();
    }
  }

  private State running() {
    var running = state;
    if (running == null)
      throw new StoreException.Unavailable("the cache of " + resource.prefix() + " is not started");
    return running;
  }

  boolean isLoaded() {
    return state != null;
  }

  Snapshot newest() {
    return running().newest;
  }

  Window window() {
    return running().window;
  }

  long revision() {
    return running().newest.revision();
  }

  /// A watch fell out of the window.
  void outrun() {
    resource.observer().outrun();
  }

  boolean isClosed() {
    return closed;
  }

  /// The newest state as soon as it is not older than `revision`.
  Snapshot reach(long revision, Duration timeout) {
    var known = newest();
    if (known.revision() >= revision) return known;
    drain();
    known = newest();
    return known.revision() >= revision ? known : awaitProgress(revision, timeout);
  }

  /// Applies what the store can tell now if that may include `revision`; does not wait for it.
  void catchUp(long revision) {
    if (isStarted() && newest().revision() < revision) drain();
  }

  private Snapshot awaitProgress(long revision, Duration timeout) {
    long start = System.nanoTime();
    try {
      return awaitProgress(revision, start + timeout.toNanos());
    } finally {
      resource.observer().waited(System.nanoTime() - start);
    }
  }

  private Snapshot awaitProgress(long revision, long deadline) {
    while (true) {
      running().watch.requestProgress();
      awaitOnce(revision, Math.min(deadline - System.nanoTime(), PROGRESS_INTERVAL.toNanos()));
      drain();
      var known = newest();
      if (known.revision() >= revision) return known;
      if (closed)
        throw new StoreException.Unavailable("the cache of " + resource.prefix() + " is closed");
      if (System.nanoTime() - deadline >= 0)
        throw new StoreException.FutureRevision(revision, known.revision());
    }
  }

  private void awaitOnce(long revision, long nanos) {
    progress.lock();
    try {
      waiting++;
      if (newest().revision() < revision && !closed && nanos > 0) progressed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", e);
    } finally {
      waiting--;
      progress.unlock();
    }
  }

  /// Applies what the store has to tell, without waiting for it to happen.
  void drain() {
    boolean changed;
    applying.lock();
    try {
      var before = newest().newest();
      while (!closed && apply(running(), running().watch.poll())) {}
      changed = newest().newest() != before;
    } finally {
      applying.unlock();
    }
    if (changed) watchers.changed();
    if (waiting > 0) signalProgress();
  }

  private void signalProgress() {
    progress.lock();
    try {
      progressed.signalAll();
    } finally {
      progress.unlock();
    }
  }

  /// True if there may be more at once.
  private boolean apply(State running, Watch.Batch batch) {
    return switch (batch) {
      case Watch.Batch.Events(var events, long revision) -> {
        apply(running, events, revision);
        yield true;
      }
      case Watch.Batch.Quiet(long revision) -> {
        quiet(running, revision);
        yield false;
      }
      case Watch.Batch.Compacted _ -> {
        restart(running);
        yield false;
      }
      case Watch.Batch.Closed _ -> {
        closed = true;
        watchers.close();
        yield false;
      }
    };
  }

  private static void quiet(State running, long revision) {
    if (revision > running.newest.revision()) running.newest = running.newest.at(revision);
  }

  /// The store forgot what happened since this cache looked last: nobody can be told, so all watches end.
  private void restart(State old) {
    state = load();
    resource.observer().loaded();
    old.watch.close();
    old.window.expire();
  }

  private void apply(State running, StoreEvent event) {
    var before = running.newest;
    var previous = before.tree().find(event.key());
    switch (event) {
      case StoreEvent.Put(var stored) -> {
        var object = reader.read(stored);
        append(running, before.tree().with(object), stored.revision(), object, previous);
      }
      case StoreEvent.Deleted(var key, long revision) -> {
        // A key that was created and deleted before this cache looked: nobody saw it.
        if (previous != null) append(running, before.tree().without(key), revision, null, previous);
      }
    }
  }

  private void append(
      State running,
      Tree tree,
      long revision,
      @Nullable CachedObject object,
      @Nullable CachedObject previous) {
    var change = new Change(revision, object, previous, System.nanoTime());
    var last = running.newest.newest();
    var snapshot = new Snapshot(resource, revision, tree, change);
    // Linked before it is published: a watch that knows the revision must find the change.
    last.append(change);
    running.window.add(snapshot);
    running.newest = snapshot;
  }

  @Override
  public void close() {
    closed = true;
    var running = state;
    if (running != null) running.watch.close();
    signalProgress();
  }
}
