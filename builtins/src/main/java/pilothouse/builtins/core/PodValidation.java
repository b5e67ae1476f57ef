package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// STUB
final class PodValidation {
  private PodValidation() {}

  static void create(ObjectNode object, Errors errors) {}
}
