package pilothouse.storage.embedded;

import pilothouse.storage.StoreException;

/// What the writer answers, once what it says is durable.
sealed interface Reply {
  /// It happened. `number` is the write's revision, or the lease's id.
  record Done(long number) implements Reply {}

  /// The key was not as expected.
  record Refused() implements Reply {}

  record Failed(StoreException why) implements Reply {}
}
