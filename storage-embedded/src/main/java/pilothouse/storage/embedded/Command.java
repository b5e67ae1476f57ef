package pilothouse.storage.embedded;

import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;

/// What callers ask of the writer.
sealed interface Command {
  record Put(String key, Bytes value, Expectation expectation, long lease) implements Command {}

  record Delete(String key, Expectation expectation) implements Command {}

  /// @param endsAt in milliseconds since 1970
  record Grant(long endsAt) implements Command {}

  record Compact(long revision) implements Command {}
}
