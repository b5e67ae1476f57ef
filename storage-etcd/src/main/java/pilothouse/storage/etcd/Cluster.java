package pilothouse.storage.etcd;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreException;

/// The members of a cluster. One of them is asked until it fails, then the next.
final class Cluster implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// So long one of several members has for an answer before the next is asked.
  private static final Duration LEAST_TRY = Duration.ofSeconds(2);

  private final List<Endpoint> endpoints;
  private final Duration patience;
  private final List<Runnable> onFailure = new CopyOnWriteArrayList<>();
  private volatile int current;
  private volatile boolean closed;

  Cluster(EtcdSettings settings) {
    patience = settings.patience();
    endpoints =
        settings.endpoints().stream().map(uri -> new Endpoint(uri, settings.tls())).toList();
  }

  /// To be run when the member that is asked has failed and another is asked from now on.
  void onFailure(Runnable listener) {
    onFailure.add(listener);
  }

  Endpoint current() {
    requireOpen();
    return endpoints.get(current);
  }

  Bytes call(Rpc rpc, Bytes request) {
    return call(rpc, request, patience);
  }

  /// @throws StatusRuntimeException with what etcd refuses
  /// @throws StoreException.Unavailable if nobody answers in time
  Bytes call(Rpc rpc, Bytes request, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var endpoint = current();
      var sent = new Endpoint.Sent();
      try {
        return endpoint.call(rpc, request, attempt(rpc, deadline), sent);
      } catch (StatusRuntimeException e) {
        passing(rpc, endpoint, e, sent.happened());
        if (deadline - System.nanoTime() < PAUSE.toNanos())
          throw EtcdError.exception(e.getStatus(), sent.happened());
        pause();
      }
    }
  }

  private Duration attempt(Rpc rpc, long deadline) {
    var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    if (!rpc.repeatable() || endpoints.size() == 1) return left;
    var share = left.dividedBy(2);
    if (share.compareTo(LEAST_TRY) < 0) share = LEAST_TRY;
    return share.compareTo(left) < 0 ? share : left;
  }

  /// Returns where another try may succeed and do no harm.
  private void passing(Rpc rpc, Endpoint endpoint, StatusRuntimeException e, boolean sent) {
    requireOpen();
    var error = EtcdError.of(e.getStatus());
    if (!error.passes()) {
      if (error == EtcdError.OTHER || error == EtcdError.NO_SPACE || error == EtcdError.DAMAGED)
        throw EtcdError.exception(e.getStatus(), false);
      throw e;
    }
    failed(endpoint);
    boolean harmless = rpc.repeatable() || !sent || error.leavesNothing();
    if (!harmless) throw EtcdError.exception(e.getStatus(), true);
  }

  /// Goes over to the next member, unless another thread has already.
  void failed(Endpoint endpoint) {
    synchronized (this) {
      if (endpoints.get(current) == endpoint) current = (current + 1) % endpoints.size();
    }
    endpoints.get(current).reconnect();
    if (endpoints.size() > 1) onFailure.forEach(Runnable::run);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while waiting for etcd", e);
    }
  }

  private void requireOpen() {
    if (closed) throw new StoreException.Unavailable("the store is closed");
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    endpoints.forEach(Endpoint::close);
  }

  static StoreException.Unavailable ended(Status status) {
    return new StoreException.Unavailable("etcd: " + status, status.asRuntimeException());
  }
}
