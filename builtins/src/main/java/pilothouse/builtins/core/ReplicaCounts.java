package pilothouse.builtins.core;

import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The counts in the status of what keeps replicas.
public final class ReplicaCounts {
  private static final FieldPath STATUS = FieldPath.of("status");

  private ReplicaCounts() {}

  public static void check(Node status, Errors errors) {
    count("replicas", status, errors);
    count("fullyLabeledReplicas", status, errors);
    count("readyReplicas", status, errors);
    count("availableReplicas", status, errors);
  }

  public static void count(String name, Node status, Errors errors) {
    Checks.nonNegative(STATUS.child(name), status.get(name), errors);
  }

  public static void compare(Node status, Errors errors) {
    notOver("fullyLabeledReplicas", status, errors);
    notOver("readyReplicas", status, errors);
    notOver("availableReplicas", status, errors);
    long available = status.get("availableReplicas").number(0);
    if (available > status.get("readyReplicas").number(0))
      errors.add(
          FieldError.invalid(
              STATUS.child("availableReplicas"),
              available,
              "cannot be greater than readyReplicas"));
  }

  public static void notOver(String name, Node status, Errors errors) {
    long number = status.get(name).number(0);
    if (number > status.get("replicas").number(0))
      errors.add(
          FieldError.invalid(STATUS.child(name), number, "cannot be greater than status.replicas"));
  }
}
