package pilothouse.builtins.flowcontrol;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// The checks of what a flow schema matches: resources and paths.
///
/// Source: kubernetes `pkg/apis/flowcontrol/validation/validation.go`.
final class FlowRuleValidation {
  private static final String ALL = "*";
  private static final List<String> VERBS =
      List.of(
          "create",
          "delete",
          "deletecollection",
          "get",
          "list",
          "patch",
          "proxy",
          "update",
          "watch");

  private FlowRuleValidation() {}

  static void resource(Node rule, FieldPath at, Errors errors) {
    verbs(rule.get("verbs"), at.child("verbs"), errors);
    present(
        rule.get("apiGroups"),
        at.child("apiGroups"),
        "resource rules must supply at least one api group",
        "api groups",
        errors);
    present(
        rule.get("resources"),
        at.child("resources"),
        "resource rules must supply at least one resource",
        "resources",
        errors);
    namespaces(rule, at.child("namespaces"), errors);
  }

  static void path(Node rule, FieldPath at, Errors errors) {
    verbs(rule.get("verbs"), at.child("verbs"), errors);
    Node urls = rule.get("nonResourceURLs");
    FieldPath here = at.child("nonResourceURLs");
    boolean named =
        present(
            urls,
            here,
            "nonResourceURLs must contain at least one value",
            "nonResourceURLs",
            errors);
    if (!named) return;
    for (int i = 0; i < urls.items().size(); i++)
      url(urls.items().get(i).text(), here.index(i), errors);
  }

  /// Whether a list is there and names its values one by one.
  private static boolean present(
      Node list, FieldPath at, String missing, String others, Errors errors) {
    if (list.items().isEmpty()) {
      errors.add(FieldError.required(at, missing));
      return false;
    }
    if (!wildcard(list)) return true;
    if (list.items().size() > 1)
      errors.add(
          FieldError.invalid(at, list, "if '*' is present, must not specify other " + others));
    return false;
  }

  private static boolean wildcard(Node list) {
    return list.items().stream().anyMatch(item -> item.text().equals(ALL));
  }

  private static void verbs(Node verbs, FieldPath at, Errors errors) {
    boolean named = present(verbs, at, "verbs must contain at least one value", "verbs", errors);
    if (named && !verbs.items().stream().allMatch(verb -> VERBS.contains(verb.text())))
      errors.add(FieldError.notSupported(at, verbs, VERBS));
  }

  private static void namespaces(Node rule, FieldPath at, Errors errors) {
    Node names = rule.get("namespaces");
    if (names.items().isEmpty() && rule.get("clusterScope").bool(false)) return;
    boolean named =
        present(
            names,
            at,
            "resource rules that are not cluster scoped must supply at least one namespace",
            "namespaces",
            errors);
    if (!named) return;
    for (int i = 0; i < names.items().size(); i++) {
      String name = names.items().get(i).text();
      for (String wrong : Formats.dnsLabel(name))
        errors.add(
            FieldError.invalid(
                at.index(i),
                name,
                "each member of this list must be '*' or a DNS-1123 label; " + wrong));
    }
  }

  private static void url(String url, FieldPath at, Errors errors) {
    if (url.equals("/")) return;
    String wrong = wrongWith(url);
    if (!wrong.isEmpty()) errors.add(FieldError.invalid(at, url, wrong));
  }

  private static String wrongWith(String url) {
    if (url.isEmpty()) return "must not be empty";
    if (!url.startsWith("/")) return "must start with slash";
    if (url.contains("//")) return "must not contain double slash";
    int star = url.indexOf('*');
    boolean suffix = star == url.length() - 1 && url.endsWith("/*");
    return star < 0 || suffix ? "" : "wildcard can only do suffix matching";
  }
}
