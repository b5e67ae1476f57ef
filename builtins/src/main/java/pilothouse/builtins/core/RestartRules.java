package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// When a container is started again: its own restart policy, and rules by exit code.
final class RestartRules {
  private static final int MOST_RULES = 20;
  private static final int MOST_CODES = 255;

  private RestartRules() {}

  static void check(FieldPath at, ObjectNode container, Errors errors) {
    Node policy = container.get("restartPolicy");
    if (!policy.isNull())
      Checks.oneOf(
          at.child("restartPolicy"), policy, List.of("Always", "Never", "OnFailure"), errors);
    List<Node> rules = container.get("restartPolicyRules").items();
    if (rules.isEmpty()) return;
    FieldPath path = at.child("restartPolicyRules");
    if (policy.isNull())
      errors.add(
          FieldError.required(
              at.child("restartPolicy"), "must specify restartPolicy when restart rules are used"));
    if (rules.size() > MOST_RULES) errors.add(FieldError.tooMany(path, rules.size(), MOST_RULES));
    for (int i = 0; i < rules.size(); i++) rule(path.index(i), rules.get(i), errors);
  }

  private static void rule(FieldPath at, Node rule, Errors errors) {
    Checks.oneOf(
        at.child("action"), rule.get("action"), List.of("Restart", "RestartAllContainers"), errors);
    if (rule.get("exitCodes").isNull()) {
      errors.add(FieldError.required(at.child("exitCodes"), "must be specified"));
      return;
    }
    Node codes = rule.get("exitCodes");
    Checks.oneOf(
        at.child("exitCodes", "operator"), codes.get("operator"), List.of("In", "NotIn"), errors);
    int count = codes.get("values").items().size();
    if (count > MOST_CODES)
      errors.add(FieldError.tooMany(at.child("exitCodes", "values"), count, MOST_CODES));
  }
}
