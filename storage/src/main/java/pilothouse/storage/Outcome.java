package pilothouse.storage;

import java.util.Optional;

/// How a conditional write ended.
public sealed interface Outcome {
  /// It happened, durably, as `revision`.
  record Written(long revision) implements Outcome {}

  /// Nothing was written, for the key was not as expected; `current` is what it is, empty if it does not exist.
  record Lost(Optional<Stored> current) implements Outcome {}
}
