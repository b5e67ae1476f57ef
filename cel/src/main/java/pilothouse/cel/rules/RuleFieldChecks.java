package pilothouse.cel.rules;

import java.util.List;
import pilothouse.api.structural.Schema;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.cel.type.Rule;

/// What can be wrong with the fields of a rule before its expression is looked at.
///
/// Source: apiextensions `pkg/apis/apiextensions/validation/validation.go`.
final class RuleFieldChecks {
  private static final List<String> REASONS =
      List.of(
          "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

  private RuleFieldChecks() {}

  static List<FieldError> check(Schema schema, FieldPath at) {
    var errors = new Errors();
    List<Rule> rules = Rule.of(schema);
    for (int i = 0; i < rules.size(); i++) {
      FieldPath place = at.child("x-kubernetes-validations").index(i);
      texts(rules.get(i), place, errors);
      rules
          .get(i)
          .reason()
          .filter(reason -> !REASONS.contains(reason))
          .ifPresent(reason ->
              errors.add(FieldError.notSupported(place.child("reason"), reason, REASONS)));
      fieldPath(rules.get(i).fieldPath(), schema, place.child("fieldPath"), errors);
    }
    return errors.list();
  }

  private static void texts(Rule rule, FieldPath place, Errors errors) {
    String message = rule.message().strip();
    FieldPath at = place.child("message");
    if (rule.rule().isBlank())
      errors.add(FieldError.required(place.child("rule"), "rule is not specified"));
    else if (!rule.message().isEmpty() && message.isEmpty())
      errors.add(FieldError.invalid(at, rule.message(), "must be non-empty if specified"));
    else if (broken(message))
      errors.add(FieldError.invalid(at, rule.message(), "must not contain line breaks"));
    else if (broken(rule.rule().strip()) && message.isEmpty())
      errors.add(FieldError.required(at, "message must be specified if rule contains line breaks"));
    if (!rule.messageExpression().isEmpty() && rule.messageExpression().isBlank())
      errors.add(
          FieldError.required(
              place.child("messageExpression"),
              "messageExpression must be non-empty if specified"));
  }

  private static void fieldPath(String path, Schema schema, FieldPath at, Errors errors) {
    if (path.isEmpty()) return;
    if (path.isBlank()) errors.add(FieldError.invalid(at, path, "must be non-empty if specified"));
    if (broken(path)) errors.add(FieldError.invalid(at, path, "must not contain line breaks"));
    if (RuleFieldPath.of(path, schema).isEmpty())
      errors.add(FieldError.invalid(at, path, "must be a valid path"));
  }

  private static boolean broken(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }
}
