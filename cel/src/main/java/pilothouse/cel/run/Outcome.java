package pilothouse.cel.run;

import pilothouse.cel.value.Value;

/// What a run came to, and what it cost.
public sealed interface Outcome {
  long cost();

  record Result(Value value, long cost) implements Outcome {}

  /// There is no value: `no such key: x`.
  record Failed(String message, long cost) implements Outcome {}

  /// The run was ended, because it cost too much or its thread was interrupted.
  record Cancelled(String message, long cost) implements Outcome {}
}
