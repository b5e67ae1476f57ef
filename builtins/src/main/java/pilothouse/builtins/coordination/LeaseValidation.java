package pilothouse.builtins.coordination;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// Nothing is checked here yet.
final class LeaseValidation {
  private LeaseValidation() {}

  static void create(ObjectNode object, Errors errors) {}

  static void update(ObjectNode object, ObjectNode old, Errors errors) {}
}
