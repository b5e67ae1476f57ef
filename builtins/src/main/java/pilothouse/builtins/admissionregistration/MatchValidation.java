package pilothouse.builtins.admissionregistration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Selectors;

/// The checks of what a policy or a binding matches, and of the conditions of policies and webhooks. CEL itself is not compiled.
///
/// Source: kubernetes `pkg/apis/admissionregistration/validation/validation.go`.
final class MatchValidation {
  static final List<String> MATCH_POLICIES = List.of("Equivalent", "Exact");
  private static final int MOST_CONDITIONS = 64;
  private static final List<String> MUTABLE = List.of("*", "CONNECT", "CREATE", "UPDATE");

  private MatchValidation() {}

  static void resources(Node match, FieldPath at, Errors errors) {
    if (match.isNull()) return;
    Checks.oneOfIfGiven(at.child("matchPolicy"), match.get("matchPolicy"), MATCH_POLICIES, errors);
    for (String name : List.of("namespaceSelector", "objectSelector")) {
      if (match.get(name).isNull()) errors.add(FieldError.required(at.child(name), ""));
      Selectors.check(at.child(name), match.get(name), errors);
    }
    for (String name : List.of("resourceRules", "excludeResourceRules")) {
      List<Node> rules = match.get(name).items();
      for (int i = 0; i < rules.size(); i++)
        RuleValidation.named(rules.get(i), at.child(name).index(i), errors);
    }
  }

  /// The constraints of a policy, which must name a resource.
  static void constraints(Node spec, FieldPath at, Errors errors) {
    Node match = spec.get("matchConstraints");
    if (match.isNull()) errors.add(FieldError.required(at, ""));
    resources(match, at, errors);
    if (!match.isNull() && match.get("resourceRules").items().isEmpty())
      errors.add(FieldError.required(at.child("resourceRules"), ""));
  }

  /// What is deleted can't be mutated. The path names no rule.
  static void mutable(Node match, FieldPath at, Errors errors) {
    FieldPath here = at.child("resourceRules").child("operations");
    for (Node rule : match.get("resourceRules").items())
      for (Node operation : rule.get("operations").items())
        Checks.oneOf(here, operation, MUTABLE, errors);
  }

  static void conditions(Node conditions, FieldPath at, Errors errors) {
    List<Node> items = conditions.items();
    if (items.size() > MOST_CONDITIONS)
      errors.add(FieldError.tooMany(at, items.size(), MOST_CONDITIONS));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      FieldPath name = at.index(i).child("name");
      String text = items.get(i).get("name").text();
      if (items.get(i).get("expression").text().isBlank())
        errors.add(FieldError.required(at.index(i).child("expression"), ""));
      Checks.requiredFormat(name, items.get(i).get("name"), Formats::qualifiedName, errors);
      if (!text.isEmpty() && !names.add(text)) errors.add(FieldError.duplicate(name, text));
    }
  }
}
