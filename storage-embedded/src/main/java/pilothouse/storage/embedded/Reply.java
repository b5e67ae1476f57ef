package pilothouse.storage.embedded;

import java.util.Optional;
import pilothouse.storage.StoreException;

/// What the writer answers, once what it says is durable.
sealed interface Reply {
  /// It happened. `number` is the write's revision, or the lease's id.
  record Done(long number) implements Reply {}

  /// The key was not as expected.
  ///
  /// @param current its newest row then; empty if it did not exist
  record Refused(Optional<Head> current) implements Reply {}

  record Failed(StoreException why) implements Reply {}
}
