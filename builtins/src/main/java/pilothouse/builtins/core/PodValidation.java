package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The checks of a new pod.
final class PodValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private PodValidation() {}

  static void create(ObjectNode pod, Errors errors) {
    check(pod, errors);
    if (!pod.at("spec", "ephemeralContainers").items().isEmpty())
      errors.add(
          FieldError.forbidden(SPEC.child("ephemeralContainers"), "cannot be set on create"));
    if (!pod.at("spec", "nodeName").text().isEmpty()
        && !pod.at("spec", "schedulingGates").items().isEmpty())
      errors.add(
          FieldError.forbidden(
              SPEC.child("nodeName"), "cannot be set until all schedulingGates have been cleared"));
  }

  /// What holds for new and old pods.
  static void check(ObjectNode pod, Errors errors) {
    ObjectNode metadata = pod.get("metadata").object();
    ObjectNode spec = pod.get("spec").object();
    PodAnnotations.check(metadata, spec, FieldPath.of("metadata", "annotations"), errors);
    PodSpecValidation.check(spec, metadata, SPEC, errors);
    PodAnnotations.agree(metadata, spec, SPEC, errors);
  }
}
