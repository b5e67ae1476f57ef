package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of replication controllers.
final class ReplicationControllerValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private ReplicationControllerValidation() {}

  static void create(ObjectNode controller, Errors errors) {
    ObjectNode spec = controller.get("spec").object();
    Checks.nonNegative(SPEC.child("minReadySeconds"), spec.get("minReadySeconds"), errors);
    ObjectNode selector = spec.get("selector").object();
    if (selector.isEmpty()) errors.add(FieldError.required(SPEC.child("selector"), ""));
    Checks.nonNegative(SPEC.child("replicas"), spec.get("replicas"), errors);
    template(spec, selector, errors);
  }

  private static void template(ObjectNode spec, ObjectNode selector, Errors errors) {
    FieldPath at = SPEC.child("template");
    if (!(spec.get("template") instanceof ObjectNode template)) {
      errors.add(FieldError.required(at, ""));
      return;
    }
    ObjectNode labels = template.at("metadata", "labels").object();
    if (!selector.isEmpty() && !contains(labels, selector))
      errors.add(
          FieldError.invalid(
              at.child("metadata", "labels"),
              Checks.nullIfEmpty(labels),
              "`selector` does not match template `labels`"));
    PodSpecValidation.template(template, at, errors);
    restartPolicy(template, at.child("spec", "restartPolicy"), errors);
    if (!template.at("spec", "activeDeadlineSeconds").isNull())
      errors.add(
          FieldError.forbidden(
              at.child("spec", "activeDeadlineSeconds"),
              "activeDeadlineSeconds in ReplicationController is not Supported"));
  }

  private static boolean contains(ObjectNode labels, ObjectNode selector) {
    return selector.names().stream().allMatch(key -> selector.get(key).equals(labels.get(key)));
  }

  /// Pods that are replaced for ever are restarted for ever.
  static void restartPolicy(ObjectNode template, FieldPath at, Errors errors) {
    Node policy = template.at("spec", "restartPolicy");
    if (!policy.text().equals("Always"))
      errors.add(FieldError.notSupported(at, policy.text(), List.of("Always")));
  }

  static void update(ObjectNode controller, ObjectNode old, Errors errors) {
    create(controller, errors);
  }

  static void status(ObjectNode controller, ObjectNode old, Errors errors) {
    Node status = controller.get("status");
    ReplicaCounts.check(status, errors);
    Checks.nonNegative(
        FieldPath.of("status", "observedGeneration"), status.get("observedGeneration"), errors);
    ReplicaCounts.compare(status, errors);
  }
}
