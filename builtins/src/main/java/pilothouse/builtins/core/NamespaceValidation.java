package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// Nothing is checked here yet.
final class NamespaceValidation {
  private NamespaceValidation() {}

  static void finalizers(ObjectNode object, Errors errors) {}

  static void status(ObjectNode object, ObjectNode old, Errors errors) {}
}
