package pilothouse.storage.cache;

import java.time.Duration;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Lease;
import pilothouse.storage.Outcome;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;

/// The objects of one resource: conditional writes through the store, reads from the cache. A write is visible to every
/// read that starts after it returned.
///
/// JSON given here is compact and has no `metadata.resourceVersion`; keys come from [StoredResource#key].
public final class ObjectStorage implements AutoCloseable {
  private final Store store;
  private final WatchCache cache;
  private final SharedLeases leases;

  public ObjectStorage(Store store, StoredResource resource, WindowLimits limits) {
    this(store, resource, limits, SharedLeases.LONGEST_REUSE);
  }

  /// @param longestLeaseReuse for how long objects with the same time to live get the same lease, at most
  public ObjectStorage(
      Store store, StoredResource resource, WindowLimits limits, Duration longestLeaseReuse) {
    this.store = ObservedStore.of(store, resource.observer());
    cache = new WatchCache(this.store, resource, limits);
    leases = new SharedLeases(store, longestLeaseReuse);
    resource.observer().opened(cache);
  }

  /// The cache that reads, lists and watches are answered from.
  public WatchCache cache() {
    return cache;
  }

  public StoredResource resource() {
    return cache.resource();
  }

  /// The newest state of an object: at least as new as every write acknowledged before the call.
  public Optional<CachedObject> get(String key) {
    return cache.get(key);
  }

  /// Writes a new object. Lost if the key exists.
  ///
  /// @throws IllegalArgumentException if `json` is not an object without a resourceVersion
  public ObjectOutcome create(String key, Bytes json) {
    return put(key, json, Expectation.ABSENT, Lease.NONE);
  }

  /// Writes a new object that is deleted after `ttl`, or up to a twentieth (at most a minute) later, as leases are shared.
  public ObjectOutcome create(String key, Bytes json, Duration ttl) {
    return putLeased(key, json, Expectation.ABSENT, ttl);
  }

  /// Replaces the object that was last written at `expected`. Lost if it is not there at that revision.
  public ObjectOutcome update(String key, Bytes json, long expected) {
    return put(key, json, Expectation.atRevision(expected), Lease.NONE);
  }

  /// The same, for an object that is to be deleted after about `ttl` from now.
  public ObjectOutcome update(String key, Bytes json, long expected, Duration ttl) {
    return putLeased(key, json, Expectation.atRevision(expected), ttl);
  }

  private ObjectOutcome putLeased(String key, Bytes json, Expectation expectation, Duration ttl) {
    try {
      return put(key, json, expectation, leases.lease(ttl));
    } catch (StoreException.NoSuchLease e) {
      // It ended between the two calls, for this thread was stopped for that long. A new one has
      // all of its time.
      return put(key, json, expectation, leases.fresh(ttl));
    }
  }

  private ObjectOutcome put(String key, Bytes json, Expectation expectation, Lease lease) {
    requireKey(key);
    var reader = cache.reader();
    var prepared = reader.prepare(key, json);
    reader.begin(prepared);
    try {
      return switch (store.put(key, prepared.stored(), expectation, lease)) {
        case Outcome.Written(long revision) -> {
          cache.feed().catchUp(revision);
          yield new ObjectOutcome.Written(prepared.at(revision));
        }
        case Outcome.Lost(var current) -> new ObjectOutcome.Lost(current.map(reader::read));
      };
    } finally {
      reader.end(prepared);
    }
  }

  /// Deletes the object that was last written at `expected`. Lost if it is not there at that revision.
  public ObjectOutcome delete(String key, long expected) {
    requireKey(key);
    var known = get(key);
    if (known.isEmpty() || known.get().revision() != expected) return new ObjectOutcome.Lost(known);
    return switch (store.delete(key, Expectation.atRevision(expected))) {
      case Outcome.Written(long revision) -> {
        cache.feed().catchUp(revision);
        yield new ObjectOutcome.Written(known.get().at(revision));
      }
      case Outcome.Lost(var current) -> new ObjectOutcome.Lost(current.map(cache.reader()::read));
    };
  }

  private void requireKey(String key) {
    var prefix = resource().prefix();
    if (!key.startsWith(prefix) || key.length() == prefix.length())
      throw new IllegalArgumentException("key '" + key + "' lacks the resource prefix " + prefix);
  }

  @Override
  public void close() {
    resource().observer().closed(cache);
    cache.close();
  }
}
