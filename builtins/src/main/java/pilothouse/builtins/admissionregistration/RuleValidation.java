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

/// The checks of rules: which operations on which resources a webhook or a policy is about.
///
/// Source: kubernetes `pkg/apis/admissionregistration/validation/validation.go`.
final class RuleValidation {
  private static final String ALL = "*";
  private static final List<String> OPERATIONS =
      List.of("*", "CONNECT", "CREATE", "DELETE", "UPDATE");
  private static final List<String> SCOPES = List.of("*", "Cluster", "Namespaced");

  private RuleValidation() {}

  /// A rule that may be limited to names.
  static void named(Node rule, FieldPath at, Errors errors) {
    List<Node> names = rule.get("resourceNames").items();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      FieldPath here = at.child("resourceNames").index(i);
      String name = names.get(i).text();
      Checks.format(here, name, Formats::pathSegment, errors);
      if (!seen.add(name)) errors.add(FieldError.duplicate(here, name));
    }
    check(rule, at, errors);
  }

  static void check(Node rule, FieldPath at, Errors errors) {
    FieldPath here = at.child("operations");
    List<Node> operations = rule.get("operations").items();
    alone(rule.get("operations"), here, "operations", errors);
    for (int i = 0; i < operations.size(); i++)
      Checks.oneOf(here.index(i), operations.get(i), OPERATIONS, errors);
    alone(rule.get("apiGroups"), at.child("apiGroups"), "API groups", errors);
    versions(rule.get("apiVersions"), at.child("apiVersions"), errors);
    resources(rule.get("resources"), at.child("resources"), errors);
    Checks.oneOfIfGiven(at.child("scope"), rule.get("scope"), SCOPES, errors);
  }

  /// A list that must be there, and in which `*` stands alone.
  private static void alone(Node list, FieldPath at, String others, Errors errors) {
    List<Node> items = list.items();
    if (items.isEmpty()) errors.add(FieldError.required(at, ""));
    if (items.size() > 1 && items.stream().anyMatch(item -> item.text().equals(ALL)))
      errors.add(
          FieldError.invalid(at, list, "if '*' is present, must not specify other " + others));
  }

  private static void versions(Node versions, FieldPath at, Errors errors) {
    alone(versions, at, "API versions", errors);
    for (int i = 0; i < versions.items().size(); i++)
      Checks.required(at.index(i), versions.items().get(i), errors);
  }

  /// Resources with or without a part, such as `pods`, `pods/*`, `*` or `*` with a part; none may be covered by an earlier one.
  private static void resources(Node resources, FieldPath at, Errors errors) {
    List<Node> items = resources.items();
    if (items.isEmpty()) errors.add(FieldError.required(at, ""));
    Set<String> allParts = new HashSet<>();
    Set<String> ofAll = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String text = items.get(i).text();
      if (!Checks.required(at.index(i), items.get(i), errors) || text.indexOf('/') < 0) continue;
      String resource = text.substring(0, text.indexOf('/'));
      String part = text.substring(text.indexOf('/') + 1);
      if (allParts.contains(resource)) covered(at.index(i), text, resource + "/*", errors);
      if (ofAll.contains(part)) covered(at.index(i), text, "*/" + part, errors);
      if (part.equals(ALL)) allParts.add(resource);
      if (resource.equals(ALL)) ofAll.add(part);
    }
    overlapping(resources, at, errors);
  }

  private static void covered(FieldPath at, String text, String by, Errors errors) {
    errors.add(
        FieldError.invalid(at, text, "if '" + by + "' is present, must not specify " + text));
  }

  private static void overlapping(Node resources, FieldPath at, Errors errors) {
    List<String> texts = resources.items().stream().map(Node::text).toList();
    if (texts.size() > 1 && texts.contains("*/*"))
      errors.add(
          FieldError.invalid(
              at, resources, "if '*/*' is present, must not specify other resources"));
    boolean plain =
        texts.stream().anyMatch(t -> !t.isEmpty() && !t.equals(ALL) && t.indexOf('/') < 0);
    if (plain && texts.contains(ALL))
      errors.add(
          FieldError.invalid(
              at,
              resources,
              "if '*' is present, must not specify other resources without subresources"));
  }
}
