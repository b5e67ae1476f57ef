package pilothouse.storage.history;

import java.util.Optional;

/// What one client did to one key and what it was told.
///
/// @param called when it began, on a clock that all clients share
/// @param returned when it was told; [Long#MAX_VALUE] if it never was, so that it may have happened at any time, or not at all
record Operation(int client, String key, long called, long returned, Action action) {
  /// A key's state, as all clients see it.
  record State(String value, long revision) {}

  sealed interface Action {}

  /// @param seen empty if the key did not exist
  record Read(Optional<State> seen) implements Action {}

  /// @param expected the revision that the key was to have; 0 to be absent, -1 for anything
  /// @param value empty for a deletion
  /// @param outcome what came of it; empty if nobody knows
  record Write(long expected, Optional<String> value, Optional<Result> outcome) implements Action {}

  sealed interface Result {}

  record Done(long revision) implements Result {}

  /// @param current what the key was instead, at some time during the operation; empty if it did not exist
  record Refused(Optional<State> current) implements Result {}

  boolean isPending() {
    return returned == Long.MAX_VALUE;
  }
}
