package pilothouse.builtins.meta;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// The checks of labels and of label selectors as fields of an object.
///
/// Source: apimachinery `pkg/apis/meta/v1/validation/validation.go`.
public final class LabelSelectors {
  private LabelSelectors() {}

  /// Checks a `LabelSelector`; an absent one is right.
  public static void check(Node selector, FieldPath at, Errors errors) {
    if (selector.isNull()) return;
    checkLabels(selector.get("matchLabels"), at.child("matchLabels"), errors);
    List<Node> expressions = selector.get("matchExpressions").items();
    for (int i = 0; i < expressions.size(); i++)
      checkExpression(expressions.get(i), at.child("matchExpressions").index(i), errors);
  }

  private static void checkExpression(Node expression, FieldPath at, Errors errors) {
    List<Node> values = expression.get("values").items();
    switch (expression.get("operator").text()) {
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
      case String other ->
          errors.add(
              FieldError.invalid(at.child("operator"), other, "not a valid selector operator"));
    }
    checkLabelName(expression.get("key").text(), at.child("key"), errors);
    for (int i = 0; i < values.size(); i++)
      checkLabelValue(values.get(i).text(), at.child("values").index(i), errors);
  }

  /// Checks a map of labels: every key and value, each under the map's own path.
  public static void checkLabels(Node labels, FieldPath at, Errors errors) {
    if (!(labels instanceof ObjectNode map)) return;
    map.forEach((name, value) -> {
      checkLabelName(name, at, errors);
      checkLabelValue(value.text(), at, errors);
    });
  }

  public static void checkLabelName(String name, FieldPath at, Errors errors) {
    Formats.qualifiedName(name).forEach(text -> errors.add(FieldError.invalid(at, name, text)));
  }

  public static void checkLabelValue(String value, FieldPath at, Errors errors) {
    Formats.labelValue(value).forEach(text -> errors.add(FieldError.invalid(at, value, text)));
  }
}
