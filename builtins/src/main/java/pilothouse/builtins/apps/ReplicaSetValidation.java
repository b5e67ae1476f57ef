package pilothouse.builtins.apps;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.core.ReplicaCounts;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Selectors;

/// The checks of replica sets.
final class ReplicaSetValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private ReplicaSetValidation() {}

  static void create(ObjectNode set, Errors errors) {
    ObjectNode spec = set.get("spec").object();
    Node selector = spec.get("selector");
    Checks.nonNegative(SPEC.child("replicas"), spec.get("replicas"), errors);
    Checks.nonNegative(SPEC.child("minReadySeconds"), spec.get("minReadySeconds"), errors);
    Templates.selector(selector, "deployment", errors);
    Templates.unusable(selector, errors);
    if (Selectors.usable(selector))
      Templates.replicated(spec.get("template").object(), selector, errors);
  }

  static void update(ObjectNode set, ObjectNode old, Errors errors) {
    create(set, errors);
    Checks.immutable(
        SPEC.child("selector"), set.at("spec", "selector"), old.at("spec", "selector"), errors);
  }

  static void status(ObjectNode set, ObjectNode old, Errors errors) {
    Node status = set.get("status");
    ReplicaCounts.check(status, errors);
    ReplicaCounts.count("observedGeneration", status, errors);
    ReplicaCounts.count("terminatingReplicas", status, errors);
    ReplicaCounts.compare(status, errors);
  }
}
