package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of selectors of nodes, as affinity and persistent volumes use them.
final class NodeSelectorValidation {
  private static final String BAD_OPERATOR = "not a valid selector operator";

  private NodeSelectorValidation() {}

  static void selector(FieldPath at, Node selector, Errors errors) {
    FieldPath path = at.child("nodeSelectorTerms");
    List<Node> terms = selector.get("nodeSelectorTerms").items();
    if (terms.isEmpty())
      errors.add(FieldError.required(path, "must have at least one node selector term"));
    for (int i = 0; i < terms.size(); i++) term(path.index(i), terms.get(i), errors);
  }

  static void term(FieldPath at, Node term, Errors errors) {
    List<Node> labels = term.get("matchExpressions").items();
    for (int i = 0; i < labels.size(); i++)
      label(at.child("matchExpressions").index(i), labels.get(i), errors);
    List<Node> fields = term.get("matchFields").items();
    for (int i = 0; i < fields.size(); i++)
      field(at.child("matchFields").index(i), fields.get(i), errors);
  }

  private static void label(FieldPath at, Node requirement, Errors errors) {
    List<Node> values = requirement.get("values").items();
    count(at, requirement.get("operator").text(), values.size(), errors);
    Checks.format(at.child("key"), requirement.get("key").text(), Formats::qualifiedName, errors);
    for (int i = 0; i < values.size(); i++)
      Checks.format(at.child("values").index(i), values.get(i).text(), Formats::labelValue, errors);
  }

  private static void count(FieldPath at, String operator, int values, Errors errors) {
    FieldPath path = at.child("values");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values == 0)
          errors.add(
              FieldError.required(path, "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      case "Exists", "DoesNotExist" -> {
        if (values > 0)
          errors.add(
              FieldError.forbidden(
                  path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
      case "Gt", "Lt" -> {
        if (values != 1)
          errors.add(
              FieldError.required(
                  path, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      }
      default -> errors.add(FieldError.invalid(at.child("operator"), operator, BAD_OPERATOR));
    }
  }

  private static void field(FieldPath at, Node requirement, Errors errors) {
    List<Node> values = requirement.get("values").items();
    String operator = requirement.get("operator").text();
    if (!operator.equals("In") && !operator.equals("NotIn"))
      errors.add(FieldError.invalid(at.child("operator"), operator, BAD_OPERATOR));
    else if (values.size() != 1)
      errors.add(
          FieldError.required(
              at.child("values"),
              "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
    String key = requirement.get("key").text();
    if (!key.equals("metadata.name")) {
      errors.add(FieldError.invalid(at.child("key"), key, "not a valid field selector key"));
      return;
    }
    for (int i = 0; i < values.size(); i++)
      Checks.format(
          at.child("values").index(i), values.get(i).text(), Formats::dnsSubdomain, errors);
  }
}
