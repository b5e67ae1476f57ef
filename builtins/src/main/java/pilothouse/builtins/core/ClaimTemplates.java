package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of the template from which a claim for an ephemeral volume is made.
final class ClaimTemplates {
  private ClaimTemplates() {}

  static void check(FieldPath at, ObjectNode template, Errors errors) {
    ObjectNode metadata = template.get("metadata").object();
    Checks.labels(at.child("metadata", "labels"), metadata.get("labels"), errors);
    Checks.annotations(at.child("metadata", "annotations"), metadata.get("annotations"), errors);
    for (String name : metadata.names())
      if (!name.equals("labels") && !name.equals("annotations"))
        errors.add(FieldError.forbidden(at.child("metadata", name), "cannot be set"));
    PersistentVolumeClaimValidation.spec(at.child("spec"), template.get("spec").object(), errors);
  }
}
