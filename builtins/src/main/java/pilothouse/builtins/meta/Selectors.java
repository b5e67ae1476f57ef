package pilothouse.builtins.meta;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// Label selectors of the tree form: whether they are well-formed, and what they match.
///
/// Source: apimachinery `pkg/apis/meta/v1/validation/validation.go`.
public final class Selectors {
  private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

  private Selectors() {}

  /// Checks a selector; none is right.
  public static void check(FieldPath at, Node selector, Errors errors) {
    check(at, selector, true, errors);
  }

  /// @param checkValues whether the values of expressions must be label values
  public static void check(FieldPath at, Node selector, boolean checkValues, Errors errors) {
    if (selector.isNull()) return;
    Checks.labels(at.child("matchLabels"), selector.get("matchLabels"), errors);
    List<Node> expressions = selector.get("matchExpressions").items();
    for (int i = 0; i < expressions.size(); i++)
      expression(at.child("matchExpressions").index(i), expressions.get(i), checkValues, errors);
  }

  private static void expression(
      FieldPath at, Node expression, boolean checkValues, Errors errors) {
    List<Node> values = expression.get("values").items();
    String operator = expression.get("operator").text();
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty())
          errors.add(
              FieldError.required(
                  at.child("values"), "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty())
          errors.add(
              FieldError.forbidden(
                  at.child("values"),
                  "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
      default ->
          errors.add(
              FieldError.invalid(at.child("operator"), operator, "not a valid selector operator"));
    }
    Checks.format(at.child("key"), expression.get("key").text(), Formats::qualifiedName, errors);
    if (!checkValues) return;
    for (int i = 0; i < values.size(); i++)
      Checks.format(at.child("values").index(i), values.get(i).text(), Formats::labelValue, errors);
  }

  /// Whether a selector is one that can be asked at all.
  public static boolean usable(Node selector) {
    for (String key : selector.get("matchLabels").object().names())
      if (!Formats.qualifiedName(key).isEmpty()
          || !Formats.labelValue(selector.at("matchLabels", key).text()).isEmpty()) return false;
    return selector.get("matchExpressions").items().stream().allMatch(Selectors::usableExpression);
  }

  private static boolean usableExpression(Node expression) {
    String operator = expression.get("operator").text();
    List<Node> values = expression.get("values").items();
    boolean counted =
        operator.equals("In") || operator.equals("NotIn") ? !values.isEmpty() : values.isEmpty();
    return OPERATORS.contains(operator)
        && counted
        && Formats.qualifiedName(expression.get("key").text()).isEmpty()
        && values.stream().allMatch(v -> Formats.labelValue(v.text()).isEmpty());
  }

  public static boolean isEmpty(Node selector) {
    return selector.get("matchLabels").object().isEmpty()
        && selector.get("matchExpressions").items().isEmpty();
  }

  /// Whether a usable selector matches labels.
  public static boolean matches(Node selector, ObjectNode labels) {
    ObjectNode wanted = selector.get("matchLabels").object();
    for (String key : wanted.names())
      if (!labels.has(key) || !labels.get(key).equals(wanted.get(key))) return false;
    for (Node expression : selector.get("matchExpressions").items())
      if (!holds(expression, labels)) return false;
    return true;
  }

  private static boolean holds(Node expression, ObjectNode labels) {
    String key = expression.get("key").text();
    ListNode values = ListNode.of(expression.get("values").items());
    return switch (expression.get("operator").text()) {
      case "In" -> labels.has(key) && values.items().contains(labels.get(key));
      case "NotIn" -> !labels.has(key) || !values.items().contains(labels.get(key));
      case "Exists" -> labels.has(key);
      default -> !labels.has(key);
    };
  }
}
