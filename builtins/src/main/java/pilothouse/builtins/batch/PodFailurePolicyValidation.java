package pilothouse.builtins.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of what a job makes of its pods' failures.
final class PodFailurePolicyValidation {
  private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
  private static final int MOST_RULES = 20;
  private static final int MOST_CODES = 255;
  private static final int MOST_CONDITIONS = 20;

  private final ObjectNode spec;
  private final Errors errors;
  private final Set<String> containers = new HashSet<>();

  private PodFailurePolicyValidation(ObjectNode spec, Errors errors) {
    this.spec = spec;
    this.errors = errors;
    for (String list : List.of("containers", "initContainers"))
      for (Node container : spec.at("template", "spec", list).items())
        containers.add(container.get("name").text());
  }

  static void check(ObjectNode spec, FieldPath at, Errors errors) {
    List<Node> rules = spec.at("podFailurePolicy", "rules").items();
    if (rules.size() > MOST_RULES)
      errors.add(FieldError.tooMany(at.child("rules"), rules.size(), MOST_RULES));
    var check = new PodFailurePolicyValidation(spec, errors);
    for (int i = 0; i < rules.size(); i++) check.rule(at.child("rules").index(i), rules.get(i));
  }

  private void rule(FieldPath at, Node rule) {
    action(at.child("action"), rule.get("action"));
    Node codes = rule.get("onExitCodes");
    List<Node> conditions = rule.get("onPodConditions").items();
    if (!codes.isNull()) codes(at.child("onExitCodes"), codes);
    if (!conditions.isEmpty()) conditions(at.child("onPodConditions"), conditions);
    if (!codes.isNull() && !conditions.isEmpty())
      valueless(at, "specifying both OnExitCodes and OnPodConditions is not supported");
    if (codes.isNull() && conditions.isEmpty())
      valueless(at, "specifying one of OnExitCodes and OnPodConditions is required");
  }

  private void valueless(FieldPath at, String why) {
    errors.add(new FieldError(FieldError.Kind.INVALID, at.toString(), why, ""));
  }

  private void action(FieldPath at, Node action) {
    if (action.text().isEmpty())
      errors.add(
          FieldError.required(
              at, "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]"));
    else if (Checks.oneOf(at, action, ACTIONS, errors)
        && action.text().equals("FailIndex")
        && !spec.has("backoffLimitPerIndex"))
      errors.add(
          FieldError.invalid(at, action.text(), "requires the backoffLimitPerIndex to be set"));
  }

  private void codes(FieldPath at, Node codes) {
    Node operator = codes.get("operator");
    if (operator.text().isEmpty())
      errors.add(FieldError.required(at.child("operator"), "valid values: [\"In\" \"NotIn\"]"));
    else Checks.oneOf(at.child("operator"), operator, List.of("In", "NotIn"), errors);
    Node container = codes.get("containerName");
    if (!container.isNull() && !containers.contains(container.text()))
      errors.add(
          FieldError.invalid(
              at.child("containerName"),
              container.text(),
              "must be one of the container or initContainer names in the pod template"));
    values(at.child("values"), codes.get("values"), operator.text().equals("In"));
  }

  private void values(FieldPath at, Node values, boolean in) {
    List<Node> items = values.items();
    if (items.isEmpty())
      errors.add(
          FieldError.invalid(
              at,
              values instanceof ListNode ? values : NullNode.NULL,
              "at least one value is required"));
    if (items.size() > MOST_CODES) errors.add(FieldError.tooMany(at, items.size(), MOST_CODES));
    Set<Node> seen = new HashSet<>();
    boolean ordered = true;
    for (int i = 0; i < items.size(); i++) {
      Node value = items.get(i);
      if (in && value.number(0) == 0)
        errors.add(FieldError.invalid(at.index(i), 0, "must not be 0 for the In operator"));
      if (!seen.add(value)) errors.add(FieldError.duplicate(at.index(i), value));
      ordered &= i == 0 || items.get(i - 1).number(0) <= value.number(0);
    }
    if (!ordered) errors.add(FieldError.invalid(at, values, "must be ordered"));
  }

  private void conditions(FieldPath at, List<Node> conditions) {
    if (conditions.size() > MOST_CONDITIONS)
      errors.add(FieldError.tooMany(at, conditions.size(), MOST_CONDITIONS));
    for (int i = 0; i < conditions.size(); i++) {
      FieldPath path = at.index(i);
      Checks.format(
          path.child("type"), conditions.get(i).get("type").text(), Formats::qualifiedName, errors);
      Node status = conditions.get(i).get("status");
      if (status.text().isEmpty())
        errors.add(
            FieldError.required(
                path.child("status"), "valid values: [\"False\" \"True\" \"Unknown\"]"));
      else Checks.oneOf(path.child("status"), status, List.of("False", "True", "Unknown"), errors);
    }
  }
}
