package pilothouse.storage.cache;

import java.time.Duration;
import java.util.List;

/// A running watch of a cache, read by one thread. It keeps nothing but its place in the events that all watchers share;
/// when that place has left the cache's window the watch ends.
public final class CacheWatch implements AutoCloseable {
  /// The next selected events, waiting at most `timeout` for the first.
  public Next next(Duration timeout) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Every event at or below it has been returned by [#next]: what a bookmark may say.
  public long revision() {
    throw new UnsupportedOperationException();
  }

  /// Ends it; a thread that waits in [#next] returns. May be called from any thread.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /// What a watch has to say.
  public sealed interface Next {
    /// Oldest first, never empty.
    record Events(List<CacheEvent> events) implements Next {}

    /// Nothing happened; `revision` is what a bookmark may say.
    record Quiet(long revision) implements Next {}

    /// Nothing more follows.
    record Ended(Reason reason) implements Next {}
  }

  public enum Reason {
    /// This watcher was too slow: events that it has not read are no longer kept.
    TOO_SLOW,
    CLOSED
  }
}
