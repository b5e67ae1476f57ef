package pilothouse.storage.cache;

import java.time.Duration;
import pilothouse.storage.Lease;
import pilothouse.storage.Store;

/// Gives objects that are written within the same minute one lease, so that a store does not keep one for each.
///
/// A lease is granted with a little more time than asked for, and reused until that little is used up, so that nothing
/// ends early.
final class SharedLeases {
  /// Source of both numbers and of the twentieth: apiserver `pkg/storage/etcd3/lease_manager.go`.
  private static final int MOST_OBJECTS = 1000;

  static final Duration LONGEST_REUSE = Duration.ofSeconds(60);

  private final Store store;
  private final Duration longestReuse;

  /// Guarded by this, like the following.
  private Lease shared = Lease.NONE;

  private Duration ttl = Duration.ZERO;
  private long reusableUntil;
  private int objects;

  SharedLeases(Store store, Duration longestReuse) {
    this.store = store;
    this.longestReuse = longestReuse;
  }

  Lease lease(Duration ttl) {
    synchronized (this) {
      if (ttl.equals(this.ttl) && System.nanoTime() < reusableUntil && objects < MOST_OBJECTS) {
        objects++;
        return shared;
      }
    }
    return fresh(ttl);
  }

  /// A lease that nobody has yet; it is shared from now on.
  Lease fresh(Duration ttl) {
    var share = ttl.dividedBy(20);
    var reuse = share.compareTo(longestReuse) < 0 ? share : longestReuse;
    long granted = System.nanoTime();
    var lease = store.grant(ttl.plus(reuse));
    synchronized (this) {
      shared = lease;
      this.ttl = ttl;
      reusableUntil = granted + reuse.toNanos();
      objects = 1;
    }
    return lease;
  }
}
