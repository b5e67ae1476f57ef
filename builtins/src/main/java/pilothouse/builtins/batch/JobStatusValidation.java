package pilothouse.builtins.batch;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.WriteContext;

/// Nothing is checked here yet.
final class JobStatusValidation {
  private JobStatusValidation() {}

  static void update(ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {}
}
