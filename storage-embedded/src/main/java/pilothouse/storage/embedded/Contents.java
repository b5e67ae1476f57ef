package pilothouse.storage.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is in the store as of the newest published revision. The writer changes it after a commit; everybody reads.
final class Contents {
  private final Map<String, Head> heads;

  /// When leases end, in milliseconds since 1970.
  private final Map<Long, Long> leaseEnds = new ConcurrentHashMap<>();

  private final Hub hub;
  private volatile long compacted;

  /// The writes up to it are being put into `heads`; when that is done, the hub publishes them.
  private volatile long applying;

  Contents(Recovered recovered) {
    heads = new ConcurrentHashMap<>(recovered.heads().size());
    for (var head : recovered.heads()) heads.put(head.key(), head);
    for (var lease : recovered.leases()) leaseEnds.put(lease.id(), lease.endsAt());
    compacted = recovered.compacted();
    hub = new Hub(recovered.revision());
    applying = recovered.revision();
  }

  Map<String, Head> heads() {
    return heads;
  }

  Map<Long, Long> leaseEnds() {
    return leaseEnds;
  }

  long applying() {
    return applying;
  }

  void applying(long revision) {
    applying = revision;
  }

  Hub hub() {
    return hub;
  }

  long compacted() {
    return compacted;
  }

  void compacted(long revision) {
    compacted = revision;
  }
}
