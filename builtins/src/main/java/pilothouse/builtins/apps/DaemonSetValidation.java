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

/// The checks of daemon sets.
final class DaemonSetValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private DaemonSetValidation() {}

  static void create(ObjectNode set, Errors errors) {
    check(set, errors);
  }

  private static void check(ObjectNode set, Errors errors) {
    ObjectNode spec = set.get("spec").object();
    ObjectNode template = spec.get("template").object();
    Node selector = spec.get("selector");
    Selectors.check(SPEC.child("selector"), selector, errors);
    if (Selectors.usable(selector)
        && (selector.isNull()
            || !Selectors.matches(selector, template.at("metadata", "labels").object())))
      errors.add(
          FieldError.invalid(
              SPEC.child("template", "metadata", "labels"),
              Checks.nullIfEmpty(template.at("metadata", "labels").object()),
              "`selector` does not match template `labels`"));
    if (!selector.isNull() && Selectors.isEmpty(selector))
      errors.add(
          FieldError.invalid(
              SPEC.child("selector"), selector, "empty selector is invalid for daemonset"));
    Templates.pod(template, errors);
    Templates.alwaysRestarted(template, errors);
    Templates.noDeadline(template, "DaemonSet", errors);
    Checks.nonNegative(SPEC.child("minReadySeconds"), spec.get("minReadySeconds"), errors);
    strategy(SPEC.child("updateStrategy"), spec.get("updateStrategy").object(), errors);
    if (spec.has("revisionHistoryLimit"))
      Checks.nonNegative(
          SPEC.child("revisionHistoryLimit"), spec.get("revisionHistoryLimit"), errors);
  }

  private static void strategy(FieldPath at, ObjectNode strategy, Errors errors) {
    String type = strategy.get("type").text();
    if (type.equals("OnDelete")) return;
    if (!type.equals("RollingUpdate")) {
      errors.add(
          new FieldError(
              FieldError.Kind.NOT_SUPPORTED,
              at.toString(),
              InternalForm.of("DaemonSetUpdateStrategy", strategy).toString(),
              "supported values: \"RollingUpdate\", \"OnDelete\""));
      return;
    }
    if (strategy.has("rollingUpdate"))
      rollingUpdate(at.child("rollingUpdate"), strategy.get("rollingUpdate"), errors);
    else errors.add(FieldError.required(at.child("rollingUpdate"), ""));
  }

  private static void rollingUpdate(FieldPath at, Node update, Errors errors) {
    Node unavailable = update.get("maxUnavailable");
    Node surge = update.get("maxSurge");
    Checks.intOrPercent(at.child("maxUnavailable"), unavailable, errors);
    Checks.notOverHundredPercent(at.child("maxUnavailable"), unavailable, errors);
    Checks.intOrPercent(at.child("maxSurge"), surge, errors);
    Checks.notOverHundredPercent(at.child("maxSurge"), surge, errors);
    boolean some = Checks.amount(unavailable) != 0;
    boolean more = Checks.amount(surge) != 0;
    if (some && more)
      errors.add(
          FieldError.invalid(
              at.child("maxSurge"), surge, "may not be set when maxUnavailable is non-zero"));
    if (!some && !more)
      errors.add(FieldError.required(at.child("maxUnavailable"), "cannot be 0 when maxSurge is 0"));
  }

  /// Unlike its siblings, an update says first that the selector may not change.
  static void update(ObjectNode set, ObjectNode old, Errors errors) {
    Checks.immutable(
        SPEC.child("selector"), set.at("spec", "selector"), old.at("spec", "selector"), errors);
    check(set, errors);
  }

  static void status(ObjectNode set, ObjectNode old, Errors errors) {
    Node status = set.get("status");
    for (String name :
        List.of(
            "currentNumberScheduled",
            "numberMisscheduled",
            "desiredNumberScheduled",
            "numberReady",
            "observedGeneration",
            "updatedNumberScheduled",
            "numberAvailable",
            "numberUnavailable",
            "collisionCount")) ReplicaCounts.count(name, status, errors);
    DeploymentValidation.collisions(
        FieldPath.of("status", "collisionCount"), status, old.get("status"), errors);
  }
}
