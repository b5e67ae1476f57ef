package pilothouse.cel.run;

import pilothouse.cel.value.Value;

/// One part of a plan.
interface Step {

  /// @throws pilothouse.cel.value.EvalException where there is no value
  /// @throws CostExceeded where the run has cost too much; nothing catches it within the run
  Value run(Frame frame);
}
