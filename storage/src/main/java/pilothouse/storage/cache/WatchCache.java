package pilothouse.storage.cache;

import java.time.Duration;
import java.util.Optional;
import pilothouse.storage.Store;

/// Everything of one resource, in memory: its objects at every recent revision, and its recent events.
///
/// It follows the store from its first use on. Reads that must be consistent wait until the cache has seen what the store
/// has acknowledged, which for a store in this process takes no time.
public final class WatchCache implements AutoCloseable {
  public WatchCache(Store store, StoredResource resource, WindowLimits limits) {
    throw new UnsupportedOperationException();
  }

  public StoredResource resource() {
    throw new UnsupportedOperationException();
  }

  /// The newest object of `key`: at least as new as every write acknowledged before the call.
  public Optional<CachedObject> get(String key) {
    throw new UnsupportedOperationException();
  }

  /// The newest state: at least as new as every write acknowledged before the call.
  public Snapshot fresh() {
    throw new UnsupportedOperationException();
  }

  /// The newest state that the cache knows, without waiting (resourceVersion 0).
  public Snapshot current() {
    throw new UnsupportedOperationException();
  }

  /// The newest state, when it has reached `revision`.
  ///
  /// @throws pilothouse.storage.StoreException.FutureRevision if it has not within `timeout`
  public Snapshot notOlderThan(long revision, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  /// The state at exactly `revision`, from the window or, if that has moved on, from the store's past.
  ///
  /// @throws pilothouse.storage.StoreException.FutureRevision if it has not happened within `timeout`
  /// @throws pilothouse.storage.StoreException.Compacted if it is too old
  public Snapshot exactly(long revision, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  /// The selected events after `revision`, which may lie in the future.
  ///
  /// @throws pilothouse.storage.StoreException.Compacted if it is older than the window
  public CacheWatch watch(long revision, Selection selection) {
    throw new UnsupportedOperationException();
  }

  /// The selected events after `snapshot`, which this cache gave: without a gap to what was listed from it.
  public CacheWatch watch(Snapshot snapshot, Selection selection) {
    throw new UnsupportedOperationException();
  }

  /// Every event of this resource at or below it has been applied.
  public long revision() {
    throw new UnsupportedOperationException();
  }

  /// Ends its watches and stops following the store.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
