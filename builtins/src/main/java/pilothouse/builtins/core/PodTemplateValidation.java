package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;

/// The checks of pod templates that are stored on their own.
final class PodTemplateValidation {
  private PodTemplateValidation() {}

  static void create(ObjectNode object, Errors errors) {
    PodSpecValidation.template(object.get("template").object(), FieldPath.of("template"), errors);
  }

  static void update(ObjectNode object, ObjectNode old, Errors errors) {
    create(object, errors);
  }
}
