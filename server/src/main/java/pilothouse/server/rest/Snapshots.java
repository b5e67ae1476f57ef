package pilothouse.server.rest;

import java.time.Duration;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.Snapshot;
import pilothouse.storage.cache.WatchCache;

/// Snapshots of a cache, with the store's refusals in the words of the wire.
final class Snapshots {
  private Snapshots() {}

  /// @throws ApiException `Timeout` where the revision does not come in time
  static Snapshot notOlderThan(WatchCache cache, long revision, Duration timeout) {
    try {
      return cache.notOlderThan(revision, timeout);
    } catch (StoreException.FutureRevision e) {
      throw new ApiException(tooLarge(e));
    }
  }

  /// @throws ApiException `Timeout` where the revision does not come in time, `Expired` where it is too old
  static Snapshot exactly(WatchCache cache, long revision, Duration timeout) {
    try {
      return cache.exactly(revision, timeout);
    } catch (StoreException.FutureRevision e) {
      throw new ApiException(tooLarge(e));
    } catch (StoreException.Compacted e) {
      throw ApiException.of(
          Reason.EXPIRED, "The resourceVersion for the provided list is too old.");
    }
  }

  static Status tooLarge(StoreException.FutureRevision e) {
    var cause = new Status.Cause("ResourceVersionTooLarge", "Too large resource version", "");
    return Status.failure(
        Reason.TIMEOUT,
        "Timeout: Too large resource version: " + e.requested() + ", current: " + e.current(),
        Status.Details.NONE.withCauses(List.of(cause)).withRetryAfter(1));
  }
}
