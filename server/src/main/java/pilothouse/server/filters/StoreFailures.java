package pilothouse.server.filters;

import java.util.List;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.storage.StoreException;

/// What a client is told when the store cannot do what a request needs.
///
/// Source of the texts: etcd `api/v3rpc/rpctypes/error.go`, which upstream passes on with code 500 and no reason
/// (apiserver `pkg/endpoints/handlers/responsewriters/status.go`); of the 504, apiserver `pkg/storage/errors.go`.
final class StoreFailures {
  private static final int RETRY_AFTER_SECONDS = 1;

  private StoreFailures() {}

  static Status status(StoreException failure) {
    return switch (failure) {
      case StoreException.NoSpace _ -> plain("etcdserver: mvcc: database space exceeded");
      case StoreException.TooLarge _ ->
          Status.failure(
              Reason.REQUEST_ENTITY_TOO_LARGE,
              "Request entity too large: limit is " + pilothouse.storage.Store.MAX_VALUE_BYTES);
      case StoreException.NoSuchLease _ -> plain("etcdserver: requested lease not found");
      case StoreException.Corrupt e -> plain(String.valueOf(e.getMessage()));
      case StoreException.Compacted _ ->
          Status.failure(Reason.EXPIRED, "The resourceVersion for the provided list is too old.");
      case StoreException.FutureRevision e -> tooLarge(e);
      case StoreException.Unavailable e when e.isUncertain() ->
          Status.failure(
              Reason.TIMEOUT,
              "Timeout: the store was reached and did not answer in time: " + e.getMessage());
      case StoreException.Unavailable e ->
          Status.failure(
              Reason.SERVICE_UNAVAILABLE,
              "the store is unavailable: " + e.getMessage(),
              Status.Details.NONE.withRetryAfter(RETRY_AFTER_SECONDS));
    };
  }

  private static Status plain(String message) {
    return Status.failure(Reason.UNKNOWN, message);
  }

  private static Status tooLarge(StoreException.FutureRevision e) {
    var cause = new Status.Cause("ResourceVersionTooLarge", "Too large resource version", "");
    return Status.failure(
        Reason.TIMEOUT,
        "Timeout: Too large resource version: " + e.requested() + ", current: " + e.current(),
        Status.Details.NONE.withCauses(List.of(cause)).withRetryAfter(RETRY_AFTER_SECONDS));
  }
}
