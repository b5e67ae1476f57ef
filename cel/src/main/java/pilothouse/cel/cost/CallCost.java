package pilothouse.cel.cost;

import java.util.Optional;

/// What a call may cost, its arguments aside.
///
/// @param result the size of its result, where the call tells it
/// @param estimated whether the function has a cost of its own, instead of one by its overload
record CallCost(Size cost, Optional<Size> result, boolean estimated) {
  static CallCost of(Size cost) {
    return new CallCost(cost, Optional.empty(), true);
  }

  static CallCost of(Size cost, Size result) {
    return new CallCost(cost, Optional.of(result), true);
  }

  static CallCost plain(Size cost) {
    return new CallCost(cost, Optional.empty(), false);
  }

  static CallCost plain(Size cost, Size result) {
    return new CallCost(cost, Optional.of(result), false);
  }
}
