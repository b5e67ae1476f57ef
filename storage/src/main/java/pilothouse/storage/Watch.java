package pilothouse.storage;

import java.time.Duration;
import java.util.List;

/// A running watch of a [Store]: one reader at a time takes what has happened, in order and without gaps.
///
/// A reader that does not come for a long time costs the store no memory without bound: what it missed is read again from
/// the store's past, and if that has been compacted the watch ends with [Batch.Compacted].
public interface Watch extends AutoCloseable {
  /// Waits until [#poll] has something other than [Batch.Quiet] to say, at most `timeout`; tells whether it has. It may
  /// be called while another thread polls.
  boolean await(Duration timeout) throws InterruptedException;

  /// What has happened since the last call. Never waits for a write; it may wait for a read of the store's past.
  Batch poll();

  /// Waits for something to happen, at most `timeout`, and returns it; [Batch.Quiet] if nothing did.
  default Batch next(Duration timeout) throws InterruptedException {
    await(timeout);
    return poll();
  }

  /// Asks that [#poll] soon tells a revision that is at least the store's current one, though nothing may happen under
  /// this prefix. For a store whose every answer is that fresh there is nothing to do.
  default void requestProgress() {}

  @Override
  void close();

  /// What a watch has to say.
  sealed interface Batch {
    /// Writes, oldest first, never empty. No event at or below `revision` is still to come.
    record Events(List<StoreEvent> events, long revision) implements Batch {
      public Events {
        events = List.copyOf(events);
      }
    }

    /// Nothing new; no event at or below `revision` is still to come.
    record Quiet(long revision) implements Batch {}

    /// The past that this watch needs is gone; nothing more follows.
    record Compacted(long compactedRevision) implements Batch {}

    /// The watch or its store was closed; nothing more follows.
    record Closed() implements Batch {}
  }
}
