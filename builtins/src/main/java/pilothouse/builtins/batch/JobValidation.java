package pilothouse.builtins.batch;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// STUB
final class JobValidation {
  private JobValidation() {}

  static void create(ObjectNode object, Errors errors) {}

  static void update(ObjectNode object, ObjectNode old, Errors errors) {}
}
