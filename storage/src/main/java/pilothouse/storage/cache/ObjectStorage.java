package pilothouse.storage.cache;

import java.time.Duration;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.storage.Store;

/// The objects of one resource: conditional writes through the store, reads from the cache. A write is visible to every
/// read that starts after it returned.
///
/// JSON given here is compact and has no `metadata.resourceVersion`; keys come from [StoredResource#key].
public final class ObjectStorage implements AutoCloseable {
  public ObjectStorage(Store store, StoredResource resource, WindowLimits limits) {
    throw new UnsupportedOperationException();
  }

  /// The cache that reads, lists and watches are answered from.
  public WatchCache cache() {
    throw new UnsupportedOperationException();
  }

  public Optional<CachedObject> get(String key) {
    throw new UnsupportedOperationException();
  }

  /// Writes a new object. Lost if the key exists.
  public ObjectOutcome create(String key, Bytes json) {
    throw new UnsupportedOperationException();
  }

  /// Writes a new object that is deleted after about `ttl`: up to a minute later, as leases are shared.
  public ObjectOutcome create(String key, Bytes json, Duration ttl) {
    throw new UnsupportedOperationException();
  }

  /// Replaces the object that was last written at `expected`. Lost if it is not there at that revision.
  public ObjectOutcome update(String key, Bytes json, long expected) {
    throw new UnsupportedOperationException();
  }

  /// The same, for an object that is to be deleted after about `ttl` from now.
  public ObjectOutcome update(String key, Bytes json, long expected, Duration ttl) {
    throw new UnsupportedOperationException();
  }

  /// Deletes the object that was last written at `expected`. Lost if it is not there at that revision.
  public ObjectOutcome delete(String key, long expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
