package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// Nothing is checked here yet.
final class LimitRangeValidation {
  private LimitRangeValidation() {}

  static void check(ObjectNode object, Errors errors) {}
}
