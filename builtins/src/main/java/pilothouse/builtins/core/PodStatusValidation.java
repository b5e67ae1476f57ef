package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// Nothing is checked here yet.
final class PodStatusValidation {
  private PodStatusValidation() {}

  static void update(ObjectNode object, ObjectNode old, Errors errors) {}
}
