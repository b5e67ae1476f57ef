package pilothouse.storage.etcd;

import io.grpc.Status;
import java.util.Optional;
import pilothouse.storage.StoreException;

/// What etcd, or the way to it, can refuse with: the one table of its errors.
///
/// Source of the texts: etcd `api/v3rpc/rpctypes/error.go`.
enum EtcdError {
  COMPACTED(Status.Code.OUT_OF_RANGE, "required revision has been compacted"),
  FUTURE(Status.Code.OUT_OF_RANGE, "required revision is a future revision"),
  TOO_LARGE(Status.Code.INVALID_ARGUMENT, "request is too large"),
  NO_LEASE(Status.Code.NOT_FOUND, "requested lease not found"),
  /// The database has reached `--quota-backend-bytes`: writes fail until space is made, reads go on.
  NO_SPACE(Status.Code.RESOURCE_EXHAUSTED, "database space exceeded"),
  /// Refused before it was proposed to the cluster, as all our calls ask for a member that knows a leader.
  NO_LEADER(Status.Code.UNAVAILABLE, "etcdserver: no leader"),
  BUSY(Status.Code.RESOURCE_EXHAUSTED, "too many requests"),
  DAMAGED(Status.Code.DATA_LOSS, ""),
  UNREACHABLE(Status.Code.UNAVAILABLE, ""),
  TIMED_OUT(Status.Code.DEADLINE_EXCEEDED, ""),
  /// Whatever else: wrong credentials, an etcd that lacks the call, a bug.
  OTHER(Status.Code.UNKNOWN, "");

  private final Status.Code code;
  private final String text;

  EtcdError(Status.Code code, String text) {
    this.code = code;
    this.text = text;
  }

  static EtcdError of(Status status) {
    String told = Optional.ofNullable(status.getDescription()).orElse("");
    for (EtcdError error : values())
      if (status.getCode() == error.code && told.contains(error.text)) return error;
    return OTHER;
  }

  /// Whether another try, on this endpoint or another, may succeed.
  boolean passes() {
    return switch (this) {
      case NO_LEADER, BUSY, UNREACHABLE, TIMED_OUT -> true;
      case COMPACTED, FUTURE, TOO_LARGE, NO_LEASE, NO_SPACE, DAMAGED, OTHER -> false;
    };
  }

  /// Whether a write that was sent and ended so was certainly not done.
  boolean leavesNothing() {
    return switch (this) {
      case COMPACTED, FUTURE, TOO_LARGE, NO_LEASE, NO_SPACE, NO_LEADER, BUSY -> true;
      case DAMAGED, UNREACHABLE, TIMED_OUT, OTHER -> false;
    };
  }

  /// What a caller that cannot say it better is told.
  ///
  /// @param uncertain whether a write may have happened all the same
  static StoreException exception(Status status, boolean uncertain) {
    String message =
        "etcd: " + Optional.ofNullable(status.getDescription()).orElse(status.getCode().toString());
    if (of(status) == DAMAGED) return new StoreException.Corrupt(message);
    if (of(status) == NO_SPACE) return new StoreException.NoSpace(message);
    return new StoreException.Unavailable(message, status.asRuntimeException(), uncertain);
  }
}
