package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.Selectors;

/// The checks of tolerations and of how pods are spread.
public final class SchedulingValidation {
  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final List<String> UNSATISFIABLE = List.of("DoNotSchedule", "ScheduleAnyway");
  private static final List<String> INCLUSIONS = List.of("Honor", "Ignore");

  private static final List<String> COMPARING = List.of("Equal", "Exists", "Lt", "Gt");

  private SchedulingValidation() {}

  public static void tolerations(FieldPath at, Node tolerations, Errors errors) {
    List<Node> items = tolerations.items();
    for (int i = 0; i < items.size(); i++) toleration(at.index(i), items.get(i), errors);
  }

  private static void toleration(FieldPath at, Node toleration, Errors errors) {
    String key = toleration.get("key").text();
    String operator = toleration.get("operator").text();
    String effect = toleration.get("effect").text();
    if (!key.isEmpty()) Checks.format(at.child("key"), key, Formats::qualifiedName, errors);
    if (key.isEmpty() && !operator.equals("Exists"))
      errors.add(
          FieldError.invalid(
              at.child("operator"),
              operator,
              "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
    if (!toleration.get("tolerationSeconds").isNull() && !effect.equals("NoExecute"))
      errors.add(
          FieldError.invalid(
              at.child("effect"),
              effect,
              "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    operator(at.child("operator"), operator, toleration, errors);
    if (!effect.isEmpty())
      Checks.oneOf(at.child("effect"), toleration.get("effect"), EFFECTS, errors);
  }

  private static void operator(FieldPath at, String operator, Node toleration, Errors errors) {
    String value = toleration.get("value").text();
    switch (operator) {
      case "", "Equal" -> {
        List<String> wrong = Formats.labelValue(value);
        if (!wrong.isEmpty()) errors.add(FieldError.invalid(at, value, String.join(";", wrong)));
      }
      case "Exists" -> {
        if (!value.isEmpty())
          errors.add(
              FieldError.invalid(
                  at,
                  InternalForm.of("Toleration", toleration),
                  "value must be empty when `operator` is 'Exists'"));
      }
      // Comparisons are off; their own check is told of all that there will be.
      case "Lt", "Gt" -> errors.add(FieldError.notSupported(at, operator, COMPARING));
      default -> errors.add(FieldError.notSupported(at, operator, List.of("Equal", "Exists")));
    }
  }

  static void spread(FieldPath at, Node constraints, Errors errors) {
    List<Node> items = constraints.items();
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.index(i);
      Node constraint = items.get(i);
      constraint(path, constraint, errors);
      repeated(path, constraint, items.subList(i + 1, items.size()), errors);
      rest(path, constraint, errors);
    }
  }

  private static void constraint(FieldPath at, Node constraint, Errors errors) {
    long skew = constraint.get("maxSkew").number(0);
    if (skew <= 0)
      errors.add(FieldError.invalid(at.child("maxSkew"), skew, "must be greater than zero"));
    String key = constraint.get("topologyKey").text();
    if (key.isEmpty()) errors.add(FieldError.required(at.child("topologyKey"), "can not be empty"));
    else Checks.format(at.child("topologyKey"), key, Formats::qualifiedName, errors);
    Checks.oneOf(
        at.child("whenUnsatisfiable"), constraint.get("whenUnsatisfiable"), UNSATISFIABLE, errors);
  }

  private static void repeated(FieldPath at, Node constraint, List<Node> later, Errors errors) {
    Node key = constraint.get("topologyKey");
    Node action = constraint.get("whenUnsatisfiable");
    for (Node other : later) {
      if (!other.get("topologyKey").equals(key) || !other.get("whenUnsatisfiable").equals(action))
        continue;
      errors.add(
          FieldError.duplicate(
              at.child("{topologyKey, whenUnsatisfiable}"),
              "{" + key.text() + ", " + action.text() + "}"));
    }
  }

  private static void rest(FieldPath at, Node constraint, Errors errors) {
    minDomains(at.child("minDomains"), constraint, errors);
    for (String name : List.of("nodeAffinityPolicy", "nodeTaintsPolicy"))
      Checks.oneOfIfGiven(at.child(name), constraint.get(name), INCLUSIONS, errors);
    AffinityValidation.keys(
        at.child("matchLabelKeys"),
        constraint.get("matchLabelKeys"),
        constraint.get("labelSelector"),
        errors);
    AffinityValidation.selectedAlready(at, constraint, errors);
    Selectors.check(at.child("labelSelector"), constraint.get("labelSelector"), errors);
  }

  private static void minDomains(FieldPath at, Node constraint, Errors errors) {
    Node domains = constraint.get("minDomains");
    if (domains.isNull()) return;
    if (domains.number(0) <= 0)
      errors.add(FieldError.invalid(at, domains, "must be greater than zero"));
    String action = constraint.get("whenUnsatisfiable").text();
    if (!action.equals("DoNotSchedule"))
      errors.add(
          FieldError.invalid(
              at,
              domains,
              "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action));
  }
}
