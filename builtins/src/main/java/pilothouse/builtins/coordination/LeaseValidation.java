package pilothouse.builtins.coordination;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of leases.
final class LeaseValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private LeaseValidation() {}

  static void create(ObjectNode lease, Errors errors) {
    Node seconds = lease.at("spec", "leaseDurationSeconds");
    if (!seconds.isNull() && seconds.number(0) <= 0)
      errors.add(
          FieldError.invalid(
              SPEC.child("leaseDurationSeconds"), seconds, "must be greater than 0"));
    Node transitions = lease.at("spec", "leaseTransitions");
    if (!transitions.isNull())
      Checks.nonNegative(SPEC.child("leaseTransitions"), transitions, errors);
  }

  static void update(ObjectNode lease, ObjectNode old, Errors errors) {
    create(lease, errors);
  }
}
