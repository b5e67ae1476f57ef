package pilothouse.storage.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Lease;
import pilothouse.storage.Outcome;
import pilothouse.storage.Page;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.Stored;
import pilothouse.storage.Watch;
import pilothouse.storage.cache.StorageObserver.Request;

/// A store as one resource uses it: what it is asked is timed.
record ObservedStore(Store store, StorageObserver observer) implements Store {
  static Store of(Store store, StorageObserver observer) {
    return observer == StorageObserver.NOBODY ? store : new ObservedStore(store, observer);
  }

  private <T> T timed(Request request, Supplier<T> question) {
    long start = System.nanoTime();
    boolean failed = true;
    try {
      var answer = question.get();
      failed = false;
      return answer;
    } finally {
      observer.asked(request, System.nanoTime() - start, failed);
    }
  }

  @Override
  public Optional<Stored> get(String key) {
    return timed(Request.GET, () -> store.get(key));
  }

  @Override
  public Page range(Range range) {
    return timed(Request.LIST, () -> store.range(range));
  }

  @Override
  public void scan(String prefix, long revision, Consumer<Stored> visitor) {
    timed(
        Request.LIST,
        () -> {
          store.scan(prefix, revision, visitor);
          return true;
        });
  }

  @Override
  public Outcome put(String key, Bytes value, Expectation expectation, Lease lease) {
    var request = expectation instanceof Expectation.Absent ? Request.CREATE : Request.UPDATE;
    return timed(request, () -> store.put(key, value, expectation, lease));
  }

  @Override
  public Outcome delete(String key, Expectation expectation) {
    return timed(Request.DELETE, () -> store.delete(key, expectation));
  }

  @Override
  public Lease grant(Duration ttl) {
    return store.grant(ttl);
  }

  @Override
  public Optional<Duration> timeLeft(String key) {
    return store.timeLeft(key);
  }

  @Override
  public Watch watch(String prefix, long fromRevision) {
    return store.watch(prefix, fromRevision);
  }

  @Override
  public long revision() {
    return store.revision();
  }

  @Override
  public long toldRevision() {
    return store.toldRevision();
  }

  @Override
  public void compact(long revision) {
    store.compact(revision);
  }

  @Override
  public long compactedRevision() {
    return store.compactedRevision();
  }

  @Override
  public long size() {
    return store.size();
  }

  @Override
  public void close() {
    store.close();
  }
}
