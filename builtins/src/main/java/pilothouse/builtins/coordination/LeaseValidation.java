package pilothouse.builtins.coordination;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// STUB
final class LeaseValidation {
  private LeaseValidation() {}

  static void create(ObjectNode object, Errors errors) {}

  static void update(ObjectNode object, ObjectNode old, Errors errors) {}
}
