package pilothouse.builtins.autoscaling;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Quantities;

/// The check of how fast an autoscaler may go in one direction.
final class ScalingRuleChecks {
  private static final int LONGEST_WINDOW_SECONDS = 3600;
  private static final int LONGEST_PERIOD_SECONDS = 1800;
  private static final List<String> SELECTIONS = List.of("Disabled", "Max", "Min");
  private static final List<String> TYPES = List.of("Percent", "Pods");

  private ScalingRuleChecks() {}

  static void check(Node rules, FieldPath at, Errors errors) {
    if (rules.isNull()) return;
    window(rules.get("stabilizationWindowSeconds"), at.child("stabilizationWindowSeconds"), errors);
    if (!rules.get("selectPolicy").isNull())
      Checks.oneOf(at.child("selectPolicy"), rules.get("selectPolicy"), SELECTIONS, errors);
    List<Node> policies = rules.get("policies").items();
    if (policies.isEmpty())
      errors.add(FieldError.required(at.child("policies"), "must specify at least one Policy"));
    for (int i = 0; i < policies.size(); i++)
      policy(policies.get(i), at.child("policies").index(i), errors);
    tolerance(rules.get("tolerance"), at.child("tolerance"), errors);
  }

  private static void window(Node window, FieldPath at, Errors errors) {
    long seconds = window.number(0);
    if (seconds < 0)
      errors.add(FieldError.invalid(at, seconds, "must be greater than or equal to zero"));
    if (seconds > LONGEST_WINDOW_SECONDS)
      errors.add(
          FieldError.invalid(
              at, seconds, "must be less than or equal to " + LONGEST_WINDOW_SECONDS));
  }

  private static void policy(Node policy, FieldPath at, Errors errors) {
    Checks.oneOf(at.child("type"), policy.get("type"), TYPES, errors);
    positive(policy.get("value"), at.child("value"), errors);
    positive(policy.get("periodSeconds"), at.child("periodSeconds"), errors);
    long period = policy.get("periodSeconds").number(0);
    if (period > LONGEST_PERIOD_SECONDS)
      errors.add(
          FieldError.invalid(
              at.child("periodSeconds"),
              period,
              "must be less than or equal to " + LONGEST_PERIOD_SECONDS));
  }

  private static void positive(Node value, FieldPath at, Errors errors) {
    long number = value.number(0);
    if (number <= 0) errors.add(FieldError.invalid(at, number, "must be greater than zero"));
  }

  private static void tolerance(Node tolerance, FieldPath at, Errors errors) {
    if (tolerance.isNull() || Quantities.value(tolerance).signum() >= 0) return;
    errors.add(
        FieldError.invalid(
            at, new StringNode(Quantities.text(tolerance)), "must be greater than or equal to 0"));
  }
}
