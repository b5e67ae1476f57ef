package pilothouse.builtins.apps;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of controller revisions.
final class ControllerRevisionValidation {
  private static final FieldPath DATA = FieldPath.of("data");

  private ControllerRevisionValidation() {}

  static void create(ObjectNode revision, Errors errors) {
    Checks.nonNegative(FieldPath.of("revision"), revision.get("revision"), errors);
    if (revision.get("data").isNull()) errors.add(FieldError.required(DATA, "data is mandatory"));
    else if (!(revision.get("data") instanceof ObjectNode))
      errors.add(FieldError.required(DATA, "data must be a valid JSON object"));
  }

  static void update(ObjectNode revision, ObjectNode old, Errors errors) {
    Checks.nonNegative(FieldPath.of("revision"), revision.get("revision"), errors);
    if (revision.get("data").equals(old.get("data"))) return;
    errors.add(FieldError.invalid(DATA, revision.get("data"), Checks.IMMUTABLE));
  }
}
