package pilothouse.builtins.apps;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.core.ReplicaCounts;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.Selectors;

/// The checks of deployments. Source: kubernetes `pkg/apis/apps/validation/validation.go`.
final class DeploymentValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private DeploymentValidation() {}

  static void create(ObjectNode deployment, Errors errors) {
    ObjectNode spec = deployment.get("spec").object();
    Node selector = spec.get("selector");
    Checks.nonNegative(SPEC.child("replicas"), spec.get("replicas"), errors);
    Templates.selector(selector, "deployment", errors);
    Templates.unusable(selector, errors);
    if (Selectors.usable(selector))
      Templates.replicated(spec.get("template").object(), selector, errors);
    strategy(spec.get("strategy").object(), errors);
    Checks.nonNegative(SPEC.child("minReadySeconds"), spec.get("minReadySeconds"), errors);
    if (spec.has("revisionHistoryLimit"))
      Checks.nonNegative(
          SPEC.child("revisionHistoryLimit"), spec.get("revisionHistoryLimit"), errors);
    deadline(spec, errors);
  }

  private static void deadline(ObjectNode spec, Errors errors) {
    if (!spec.has("progressDeadlineSeconds")) return;
    FieldPath at = SPEC.child("progressDeadlineSeconds");
    long seconds = spec.get("progressDeadlineSeconds").number(0);
    Checks.nonNegative(at, spec.get("progressDeadlineSeconds"), errors);
    if (seconds <= spec.get("minReadySeconds").number(0))
      errors.add(FieldError.invalid(at, seconds, "must be greater than minReadySeconds"));
  }

  private static void strategy(ObjectNode strategy, Errors errors) {
    FieldPath at = SPEC.child("strategy");
    switch (strategy.get("type").text()) {
      case "Recreate" -> {
        if (strategy.has("rollingUpdate"))
          errors.add(
              FieldError.forbidden(
                  at.child("rollingUpdate"),
                  "may not be specified when strategy `type` is 'Recreate'"));
      }
      case "RollingUpdate" -> {
        if (strategy.has("rollingUpdate"))
          rollingUpdate(at.child("rollingUpdate"), strategy.get("rollingUpdate"), errors);
        else
          errors.add(
              FieldError.required(
                  at.child("rollingUpdate"), "this should be defaulted and never be nil"));
      }
      default ->
          errors.add(
              new FieldError(
                  FieldError.Kind.NOT_SUPPORTED,
                  at.toString(),
                  InternalForm.of("DeploymentStrategy", strategy).toString(),
                  "supported values: \"Recreate\", \"RollingUpdate\""));
    }
  }

  private static void rollingUpdate(FieldPath at, Node update, Errors errors) {
    Node unavailable = update.get("maxUnavailable");
    Node surge = update.get("maxSurge");
    Checks.intOrPercent(at.child("maxUnavailable"), unavailable, errors);
    Checks.intOrPercent(at.child("maxSurge"), surge, errors);
    if (Checks.amount(unavailable) == 0 && Checks.amount(surge) == 0)
      errors.add(
          FieldError.invalid(
              at.child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0"));
    Checks.notOverHundredPercent(at.child("maxUnavailable"), unavailable, errors);
  }

  static void update(ObjectNode deployment, ObjectNode old, Errors errors) {
    create(deployment, errors);
    Checks.immutable(
        SPEC.child("selector"),
        deployment.at("spec", "selector"),
        old.at("spec", "selector"),
        errors);
  }

  static void status(ObjectNode deployment, ObjectNode old, Errors errors) {
    Node status = deployment.get("status");
    for (String name :
        List.of(
            "observedGeneration",
            "replicas",
            "updatedReplicas",
            "readyReplicas",
            "availableReplicas",
            "unavailableReplicas",
            "terminatingReplicas",
            "collisionCount")) ReplicaCounts.count(name, status, errors);
    ReplicaCounts.notOver("updatedReplicas", status, errors);
    ReplicaCounts.notOver("readyReplicas", status, errors);
    ReplicaCounts.notOver("availableReplicas", status, errors);
    long available = status.get("availableReplicas").number(0);
    FieldPath at = FieldPath.of("status");
    if (available > status.get("readyReplicas").number(0))
      errors.add(
          FieldError.invalid(
              at.child("availableReplicas"), available, "cannot be greater than readyReplicas"));
    collisions(at.child("collisionCount"), status, old.get("status"), errors);
  }

  /// Collisions are never forgotten.
  static void collisions(FieldPath at, Node status, Node before, Errors errors) {
    if (before.get("collisionCount").isNull()) return;
    long count = status.get("collisionCount").number(0);
    if (status.get("collisionCount").isNull() || count < before.get("collisionCount").number(0))
      errors.add(FieldError.invalid(at, count, "cannot be decremented"));
  }
}
