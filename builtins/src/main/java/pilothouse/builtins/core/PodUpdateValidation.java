package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// Nothing is checked here yet.
final class PodUpdateValidation {
  private PodUpdateValidation() {}

  static void update(ObjectNode object, ObjectNode old, Errors errors) {}

  static void ephemeralContainers(ObjectNode object, ObjectNode old, Errors errors) {}

  static void resize(ObjectNode object, ObjectNode old, Errors errors) {}
}
