package pilothouse.app.chain;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pilothouse.storage.cache.StorageObserver;
import pilothouse.storage.cache.WatchCache;

/// What happened to one resource in its store and its cache since the process began: sums that are put together when somebody reads them.
final class ResourceCounts implements StorageObserver {
  /// What is counted beside requests.
  enum Counted {
    /// Times that all objects were read from the store.
    READ,
    /// Objects so read.
    OBJECTS_READ,
    LOADED,
    EVENTS,
    CONSISTENT,
    LATE,
    LISTED,
    LOOKED_AT,
    FOUND,
    OUTRUN
  }

  private final LongAdder[] sums = adders(Counted.values().length);
  private final LongAdder[] requests = adders(Request.values().length);
  private final LongAdder[] failures = adders(Request.values().length);
  private final AtomicReferenceArray<DistributionDataPoint> times =
      new AtomicReferenceArray<>(Request.values().length);
  private final Function<Request, DistributionDataPoint> timesOf;
  private final Supplier<DistributionDataPoint> waits;
  private final Set<WatchCache> caches = ConcurrentHashMap.newKeySet(1);

  /// @param timesOf takes seconds that a kind of request took; asked when there is the first
  /// @param waits takes seconds that reads waited
  ResourceCounts(
      Function<Request, DistributionDataPoint> timesOf, Supplier<DistributionDataPoint> waits) {
    this.timesOf = timesOf;
    this.waits = waits;
  }

  private static LongAdder[] adders(int count) {
    return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
  }

  long sum(Counted what) {
    return sums[what.ordinal()].sum();
  }

  long requests(Request request) {
    return requests[request.ordinal()].sum();
  }

  long failures(Request request) {
    return failures[request.ordinal()].sum();
  }

  /// The one that is there; while one takes the place of another, either.
  Optional<WatchCache> cache() {
    return caches.stream().findFirst();
  }

  private void add(Counted what, long count) {
    sums[what.ordinal()].add(count);
  }

  @Override
  public void asked(Request request, long nanos, boolean failed) {
    int place = request.ordinal();
    requests[place].increment();
    if (failed) failures[place].increment();
    var known = times.get(place);
    if (known == null) {
      known = timesOf.apply(request);
      times.set(place, known);
    }
    known.observe(nanos / 1e9);
  }

  @Override
  public void read(long objects) {
    add(Counted.READ, 1);
    add(Counted.OBJECTS_READ, objects);
  }

  @Override
  public void loaded() {
    add(Counted.LOADED, 1);
  }

  @Override
  public void received(int events) {
    add(Counted.EVENTS, events);
  }

  @Override
  public void waited(long nanos) {
    waits.get().observe(nanos / 1e9);
  }

  @Override
  public void consistent(boolean cached) {
    add(cached ? Counted.CONSISTENT : Counted.LATE, 1);
  }

  @Override
  public void listed(long looked, long found) {
    add(Counted.LISTED, 1);
    add(Counted.LOOKED_AT, looked);
    add(Counted.FOUND, found);
  }

  @Override
  public void outrun() {
    add(Counted.OUTRUN, 1);
  }

  @Override
  public void opened(WatchCache cache) {
    caches.add(cache);
  }

  @Override
  public void closed(WatchCache cache) {
    caches.remove(cache);
  }
}
