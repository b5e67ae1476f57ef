package pilothouse.builtins.apps;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.core.PodSpecValidation;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Selectors;

/// The checks of a selector and the pod template that it must match, as the kinds of this group have them.
final class Templates {
  static final FieldPath SPEC = FieldPath.of("spec");
  static final FieldPath TEMPLATE = FieldPath.of("spec", "template");

  private Templates() {}

  /// Checks a selector. Whether it can be used is told apart from what is wrong with it.
  static void selector(Node selector, String kind, Errors errors) {
    FieldPath at = SPEC.child("selector");
    if (selector.isNull()) {
      errors.add(FieldError.required(at, ""));
      return;
    }
    Selectors.check(at, selector, false, errors);
    if (Selectors.isEmpty(selector))
      errors.add(FieldError.invalid(at, selector, "empty selector is invalid for " + kind));
  }

  static void unusable(Node selector, Errors errors) {
    if (!Selectors.usable(selector))
      errors.add(FieldError.invalid(SPEC.child("selector"), selector, "invalid label selector"));
  }

  /// The template's labels must be among those that the selector selects.
  static void labels(ObjectNode template, Node selector, Errors errors) {
    if (!selector.isNull() && Selectors.isEmpty(selector)) return;
    ObjectNode labels = template.at("metadata", "labels").object();
    if (selector.isNull() || !Selectors.matches(selector, labels))
      errors.add(
          FieldError.invalid(
              TEMPLATE.child("metadata", "labels"),
              Checks.nullIfEmpty(labels),
              "`selector` does not match template `labels`"));
  }

  static void pod(ObjectNode template, Errors errors) {
    PodSpecValidation.template(template, TEMPLATE, errors);
  }

  static void alwaysRestarted(ObjectNode template, Errors errors) {
    Node policy = template.at("spec", "restartPolicy");
    if (!policy.text().equals("Always"))
      errors.add(
          FieldError.notSupported(
              TEMPLATE.child("spec", "restartPolicy"), policy.text(), List.of("Always")));
  }

  static void noDeadline(ObjectNode template, String kind, Errors errors) {
    if (!template.at("spec", "activeDeadlineSeconds").isNull())
      errors.add(
          FieldError.forbidden(
              TEMPLATE.child("spec", "activeDeadlineSeconds"),
              "activeDeadlineSeconds in " + kind + " is not Supported"));
  }

  /// The template of a ReplicaSet, and of a Deployment which makes them.
  static void replicated(ObjectNode template, Node selector, Errors errors) {
    labels(template, selector, errors);
    pod(template, errors);
    alwaysRestarted(template, errors);
    noDeadline(template, "ReplicaSet", errors);
  }
}
