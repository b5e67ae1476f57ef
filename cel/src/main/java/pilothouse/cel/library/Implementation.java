package pilothouse.cel.library;

import pilothouse.cel.value.Value;

/// What a function does.
public interface Implementation {

  /// @param arguments the receiver first, where there is one
  /// @throws pilothouse.cel.value.EvalException where there is no result
  Value call(Value[] arguments);
}
