package pilothouse.storage.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;

/// Everything of one resource, in memory: its objects at every recent revision, and its recent events.
///
/// It follows the store from its first use on. Reads that must be consistent wait until the cache has seen what the store
/// has acknowledged, which for a store in this process takes no time.
public final class WatchCache implements AutoCloseable {
  /// How long a consistent read waits for a store that is slow to tell its progress. Source: apiserver
  /// `pkg/storage/cacher/watch_cache.go`, `blockTimeout`.
  private static final Duration FRESHNESS = Duration.ofSeconds(3);

  /// How long the read of one object waits for that, before it asks the store for the object.
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Store store;
  private final StoredResource resource;
  private final WindowLimits limits;
  private final Duration freshness;
  private final Duration patience;
  private final ObjectReader reader;
  private final Watchers watchers;
  private final Feed feed;

  public WatchCache(Store store, StoredResource resource, WindowLimits limits) {
    this(store, resource, limits, FRESHNESS);
  }

  WatchCache(Store store, StoredResource resource, WindowLimits limits, Duration freshness) {
    this.limits = limits;
    this.freshness = freshness;
    patience = freshness.compareTo(PATIENCE) < 0 ? freshness : PATIENCE;
    this.store = store;
    this.resource = resource;
    reader = new ObjectReader(resource);
    watchers = new Watchers(resource.prefix(), limits.idle(), this::newest);
    feed = new Feed(store, resource, limits, reader, watchers);
  }

  public StoredResource resource() {
    return resource;
  }

  /// The newest object of `key`: at least as new as every write acknowledged before the call. While a cache of many objects loads, it is read from
  /// the store, as it is where the store does not tell its progress soon.
  public Optional<CachedObject> get(String key) {
    if (!feed.isStarted() && !feed.isClosed()) return store.get(key).map(reader::read);
    feed.start();
    try {
      var found = feed.reach(store.revision(), patience).get(key);
      resource.observer().consistent(true);
      return found;
    } catch (StoreException.FutureRevision e) {
      resource.observer().consistent(false);
      return store.get(key).map(reader::read);
    }
  }

  /// The newest state: at least as new as every write acknowledged before the call.
  ///
  /// Where the store does not tell its progress in time, it is read whole, once for all who wait: late, but right.
  public Snapshot fresh() {
    feed.start();
    long revision = store.revision();
    try {
      var found = feed.reach(revision, freshness);
      resource.observer().consistent(true);
      return found;
    } catch (StoreException.FutureRevision e) {
      resource.observer().consistent(false);
      return feed.unaided();
    }
  }

  /// The newest state that can be had without asking anybody: of a store in this process everything that was acknowledged; of another one what it has
  /// told so far, which is everything but for some milliseconds, and goes on while it is away. For what is looked up with every request.
  public Snapshot told() {
    feed.start();
    if (feed.revision() < store.toldRevision()) feed.drain();
    return feed.newest();
  }

  /// The newest state that the cache knows, without waiting (resourceVersion 0).
  public Snapshot current() {
    feed.start();
    return feed.newest();
  }

  /// The newest state, when it has reached `revision`.
  ///
  /// @throws StoreException.FutureRevision if it has not within `timeout`
  public Snapshot notOlderThan(long revision, Duration timeout) {
    feed.start();
    return feed.reach(revision, timeout);
  }

  /// The state at exactly `revision`, from the window or, if that has moved on, from the store's past.
  ///
  /// @throws StoreException.FutureRevision if it has not happened within `timeout`
  /// @throws StoreException.Compacted if it is too old
  public Snapshot exactly(long revision, Duration timeout) {
    notOlderThan(revision, timeout);
    return feed.window().at(revision).orElseGet(() -> feed.past(revision));
  }

  /// The selected events after `revision`, which may lie in the future.
  ///
  /// @throws StoreException.Compacted if it is older than the window
  public CacheWatch watch(long revision, Selection selection) {
    feed.start();
    feed.drain();
    var window = feed.window();
    var from = window.at(revision);
    if (from.isEmpty()) throw new StoreException.Compacted(revision, window.oldest());
    return watching(from.get().newest(), revision, selection);
  }

  /// The selected events after `snapshot`, which this cache gave: without a gap to what was listed from it.
  public CacheWatch watch(Snapshot snapshot, Selection selection) {
    return watching(snapshot.newest(), snapshot.revision(), selection);
  }

  private CacheWatch watching(Change place, long revision, Selection selection) {
    var watch = new CacheWatch(selection, place, revision, feed, watchers);
    watchers.add(watch);
    if (feed.isClosed()) watch.close();
    return watch;
  }

  /// Every event of this resource at or below it has been applied.
  public long revision() {
    feed.start();
    feed.drain();
    return feed.revision();
  }

  /// How many objects it has; empty until it follows its store.
  public OptionalLong size() {
    return feed.isLoaded() ? OptionalLong.of(feed.newest().size()) : OptionalLong.empty();
  }

  /// How many objects the store has at present: counted there, without a cache.
  public long count() {
    var page = store.range(Range.of(resource.prefix()).limit(1));
    return page.items().size() + page.remaining();
  }

  /// The revision that it knows, without looking for a newer one; empty until it follows its store.
  public OptionalLong knownRevision() {
    return feed.isLoaded() ? OptionalLong.of(feed.revision()) : OptionalLong.empty();
  }

  /// How many changes it has room for at present; it makes more when there are more in a short time.
  public int capacity() {
    return feed.isLoaded() ? Math.max(limits.idle(), feed.window().size()) : limits.idle();
  }

  /// How many watches run.
  public int watches() {
    return watchers.size();
  }

  /// The oldest revision from which a watch can start.
  public long oldest() {
    feed.start();
    return feed.window().oldest();
  }

  private Change newest() {
    return feed.newest().newest();
  }

  /// Ends the watches that run, so that their clients watch anew; what they watch has become something else.
  public void endWatches() {
    watchers.close();
  }

  ObjectReader reader() {
    return reader;
  }

  Feed feed() {
    return feed;
  }

  /// Ends its watches and stops following the store.
  @Override
  public void close() {
    feed.close();
    watchers.close();
  }
}
