package pilothouse.builtins.autoscaling;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The check of an autoscaler in its v2 form, in which both versions are checked.
///
/// Source: `pkg/apis/autoscaling/validation/validation.go`.
final class AutoscalerValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath STATUS = FieldPath.of("status");

  private AutoscalerValidation() {}

  static void spec(Node spec, Errors errors) {
    replicas(spec, errors);
    FieldPath target = SPEC.child("scaleTargetRef");
    MetricChecks.reference(spec.get("scaleTargetRef"), target, errors);
    group(spec.get("scaleTargetRef"), target.child("apiVersion"), errors);
    metrics(spec, errors);
    for (String direction : List.of("scaleUp", "scaleDown"))
      ScalingRuleChecks.check(
          spec.at("behavior", direction), SPEC.child("behavior").child(direction), errors);
  }

  private static void replicas(Node spec, Errors errors) {
    long least = spec.get("minReplicas").number(1);
    long most = spec.get("maxReplicas").number(0);
    if (least < 1)
      errors.add(
          FieldError.invalid(
              SPEC.child("minReplicas"), least, "must be greater than or equal to 1"));
    FieldPath at = SPEC.child("maxReplicas");
    if (most == 0) errors.add(FieldError.required(at, "must be set and greater than 0"));
    if (most < 0) errors.add(FieldError.invalid(at, most, "must be greater than or equal to 1"));
    if (most < least)
      errors.add(FieldError.invalid(at, most, "must be greater than or equal to `minReplicas`"));
  }

  /// Only replication controllers are in the group without a name.
  private static void group(Node reference, FieldPath at, Errors errors) {
    String version = reference.get("apiVersion").text();
    if (version.indexOf('/') != version.lastIndexOf('/')) {
      errors.add(FieldError.invalid(at, version, "unexpected GroupVersion string: " + version));
      return;
    }
    boolean named = version.indexOf('/') > 0;
    if (!named && !reference.get("kind").text().equals("ReplicationController"))
      errors.add(FieldError.invalid(at, version, "apiVersion must specify API group"));
  }

  private static void metrics(Node spec, Errors errors) {
    List<Node> metrics = spec.get("metrics").items();
    FieldPath at = SPEC.child("metrics");
    for (int i = 0; i < metrics.size(); i++)
      MetricChecks.check(metrics.get(i), at.index(i), errors);
    boolean outside =
        metrics.stream().anyMatch(m -> !m.get("object").isNull() || !m.get("external").isNull());
    if (spec.get("minReplicas").number(1) == 0 && !outside)
      errors.add(
          FieldError.forbidden(
              at,
              "must specify at least one Object or External metric to support scaling to zero replicas"));
  }

  static void status(ObjectNode autoscaler, Errors errors) {
    Node status = autoscaler.get("status");
    for (String name : List.of("currentReplicas", "desiredReplicas"))
      Checks.nonNegative(STATUS.child(name), status.get(name), errors);
  }
}
