package pilothouse.storage.etcd;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;

/// One stream of everything that is written from a revision on, read by one thread. etcd sends only so much ahead of the
/// reader; what is beyond that waits there, not here.
final class WatchCall implements AutoCloseable {
  private static final int AHEAD = 16;

  private sealed interface Arrived {
    record Message(Bytes bytes) implements Arrived {}

    record Ended(Status status) implements Arrived {}
  }

  private final ClientCall<Bytes, Bytes> call;
  private final LinkedBlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();

  WatchCall(ClientCall<Bytes, Bytes> call, long from) {
    this.call = call;
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(Bytes message) {
            arrived.add(new Arrived.Message(message));
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            arrived.add(new Arrived.Ended(status));
          }
        },
        new Metadata());
    call.request(AHEAD);
    call.sendMessage(Requests.watchAll(from));
  }

  /// The next answer, whole; empty if none came within `timeout`.
  ///
  /// @throws StoreException.Unavailable if the stream has ended
  Optional<Answers.Watched> next(Duration timeout) throws InterruptedException {
    var first = take(timeout);
    if (first.isEmpty() || !first.get().more()) return first;
    var events = new ArrayList<StoreEvent>(first.get().events());
    while (true) {
      var piece = take(timeout).orElseThrow(() -> Cluster.ended(Status.DEADLINE_EXCEEDED));
      events.addAll(piece.events());
      if (!piece.more())
        return Optional.of(
            new Answers.Watched(piece.revision(), piece.canceled(), 0, "", false, events));
    }
  }

  private Optional<Answers.Watched> take(Duration timeout) throws InterruptedException {
    var found = arrived.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    return switch (found) {
      case null -> Optional.empty();
      case Arrived.Message(var bytes) -> {
        call.request(1);
        yield Optional.of(Answers.watch(bytes));
      }
      case Arrived.Ended(var status) -> throw Cluster.ended(status);
    };
  }

  /// Ends it; a thread that waits in [#next] is told.
  @Override
  public void close() {
    call.cancel("no longer wanted", null);
  }
}
