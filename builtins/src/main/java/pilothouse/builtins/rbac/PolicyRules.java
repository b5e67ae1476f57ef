package pilothouse.builtins.rbac;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The check of a role's rules. Source: `pkg/apis/rbac/validation/validation.go`.
final class PolicyRules {
  private static final FieldPath RULES = FieldPath.of("rules");

  private PolicyRules() {}

  static void check(Node role, boolean namespaced, Errors errors) {
    List<Node> rules = role.get("rules").items();
    for (int i = 0; i < rules.size(); i++) check(rules.get(i), namespaced, RULES.index(i), errors);
  }

  private static void check(Node rule, boolean namespaced, FieldPath at, Errors errors) {
    if (rule.get("verbs").items().isEmpty())
      errors.add(FieldError.required(at.child("verbs"), "verbs must contain at least one value"));
    if (!rule.get("nonResourceURLs").items().isEmpty())
      urls(rule, namespaced, at.child("nonResourceURLs"), errors);
    else resources(rule, at, errors);
  }

  private static void urls(Node rule, boolean namespaced, FieldPath at, Errors errors) {
    Node urls = rule.get("nonResourceURLs");
    if (namespaced)
      errors.add(
          FieldError.invalid(at, urls, "namespaced rules cannot apply to non-resource URLs"));
    if (has(rule, "apiGroups") || has(rule, "resources") || has(rule, "resourceNames"))
      errors.add(
          FieldError.invalid(
              at, urls, "rules cannot apply to both regular resources and non-resource URLs"));
  }

  private static void resources(Node rule, FieldPath at, Errors errors) {
    if (!has(rule, "apiGroups"))
      errors.add(
          FieldError.required(
              at.child("apiGroups"), "resource rules must supply at least one api group"));
    if (!has(rule, "resources"))
      errors.add(
          FieldError.required(
              at.child("resources"), "resource rules must supply at least one resource"));
  }

  private static boolean has(Node rule, String list) {
    return !rule.get(list).items().isEmpty();
  }
}
