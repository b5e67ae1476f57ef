package pilothouse.apiextensions.definition;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What the rules of a schema say besides the rule itself.
final class RuleFields {
  private static final List<String> REASONS =
      List.of(
          "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

  private RuleFields() {}

  static void check(FieldPath path, ObjectNode schema, Errors errors) {
    List<Node> rules = schema.get("x-kubernetes-validations").items();
    for (int i = 0; i < rules.size(); i++)
      rule(path.child("x-kubernetes-validations").index(i), rules.get(i), schema, errors);
  }

  private static void rule(FieldPath path, Node rule, ObjectNode schema, Errors errors) {
    String text = rule.get("rule").text().strip();
    String message = rule.get("message").text();
    if (text.isEmpty())
      errors.add(FieldError.required(path.child("rule"), "rule is not specified"));
    else if (!message.isEmpty() && message.isBlank())
      errors.add(
          FieldError.invalid(path.child("message"), message, "must be non-empty if specified"));
    else if (lines(message.strip()))
      errors.add(
          FieldError.invalid(path.child("message"), message, "must not contain line breaks"));
    else if (lines(text) && message.isBlank())
      errors.add(
          FieldError.required(
              path.child("message"), "message must be specified if rule contains line breaks"));
    String expression = rule.get("messageExpression").text();
    if (!expression.isEmpty() && expression.isBlank())
      errors.add(
          FieldError.required(
              path.child("messageExpression"), "messageExpression must be non-empty if specified"));
    if (rule.get("reason") instanceof StringNode(var reason) && !REASONS.contains(reason))
      errors.add(FieldError.notSupported(path.child("reason"), reason, REASONS));
    fieldPath(path.child("fieldPath"), rule.get("fieldPath").text(), schema, errors);
  }

  private static void fieldPath(FieldPath path, String text, ObjectNode schema, Errors errors) {
    if (text.isEmpty()) return;
    if (text.isBlank())
      errors.add(FieldError.invalid(path, text, "must be non-empty if specified"));
    if (lines(text)) errors.add(FieldError.invalid(path, text, "must not contain line breaks"));
    if (!RulePaths.leads(text, schema))
      errors.add(FieldError.invalid(path, text, "must be a valid path"));
  }

  private static boolean lines(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }
}
