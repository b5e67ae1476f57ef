package pilothouse.storage.etcd;

import java.time.Duration;
import java.util.List;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;

/// Everything that happened from a revision on, read piece by piece by one thread.
final class History implements AutoCloseable {
  private final WatchCall call;
  private final Duration patience;

  History(WatchCall call, Duration patience) {
    this.call = call;
    this.patience = patience;
  }

  sealed interface Piece {
    /// Oldest first, all of each revision, never empty.
    record Events(List<StoreEvent> events) implements Piece {}

    /// That past was compacted at `revision`.
    record Gone(long revision) implements Piece {}

    /// Nobody tells it now; begin again later.
    record Failed(StoreException.Unavailable why) implements Piece {}
  }

  /// Waits for the next events; to be called only while there are some.
  Piece next() {
    try {
      while (true) {
        var answer = call.next(patience);
        if (answer.isEmpty())
          return new Piece.Failed(new StoreException.Unavailable("etcd tells no history"));
        if (answer.get().compacted() > 0) return new Piece.Gone(answer.get().compacted());
        if (answer.get().canceled())
          return new Piece.Failed(new StoreException.Unavailable("etcd: " + answer.get().reason()));
        if (!answer.get().events().isEmpty()) return new Piece.Events(answer.get().events());
      }
    } catch (StoreException.Unavailable e) {
      return new Piece.Failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Piece.Failed(new StoreException.Unavailable("interrupted", e));
    }
  }

  @Override
  public void close() {
    call.close();
  }
}
