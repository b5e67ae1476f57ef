package pilothouse.storage.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The recent past of one resource: a snapshot after each of its recent changes, by revision.
///
/// One thread at a time adds (the cache's feed lock sees to that); any number reads, without a lock. At least one snapshot
/// is always there; the first is the oldest state that can still be told.
final class Window {
  private final WindowLimits limits;
  private final ConcurrentSkipListMap<Long, Snapshot> snapshots = new ConcurrentSkipListMap<>();
  private int count;
  private long weight;

  Window(WindowLimits limits, Snapshot first) {
    this.limits = limits;
    snapshots.put(first.revision(), first);
  }

  /// Several changes may have one revision, as when a lease of many keys ends in etcd: the state after the last one is kept.
  void add(Snapshot snapshot) {
    var replaced = snapshots.put(snapshot.revision(), snapshot);
    if (replaced == null) count++;
    else weight -= replaced.newest().weight();
    weight += snapshot.newest().weight();
    trim(snapshot.newest().at());
  }

  /// Lets go of what is too old now; where nothing is added any more, time alone makes it so.
  void trim(long now) {
    while (count > limits.idle() && isOver(now)) {
      var first = snapshots.pollFirstEntry().getValue().newest();
      first.expire();
      count--;
      weight -= snapshots.firstEntry().getValue().newest().weight();
    }
  }

  private boolean isOver(long now) {
    if (count > limits.most() || weight > limits.bytes()) return true;
    // What is lost with the oldest state is how it became the second.
    var second = snapshots.higherEntry(snapshots.firstKey()).getValue();
    return now - second.newest().at() > limits.age().toNanos();
  }

  /// Cuts all links, so that every watcher that reads them ends.
  void expire() {
    for (var snapshot : snapshots.values()) snapshot.newest().expire();
  }

  /// The state at `revision`, which must not be newer than the newest; empty if it is older than the window.
  Optional<Snapshot> at(long revision) {
    return Optional.ofNullable(snapshots.floorEntry(revision))
        .map(Map.Entry::getValue)
        .map(found -> found.revision() == revision ? found : found.at(revision));
  }

  /// The oldest revision whose state can be told.
  long oldest() {
    return snapshots.firstKey();
  }

  /// Whether there is more than time leaves.
  boolean ages() {
    return count > limits.idle();
  }

  /// How many changes are kept.
  int size() {
    return snapshots.size() - 1;
  }
}
