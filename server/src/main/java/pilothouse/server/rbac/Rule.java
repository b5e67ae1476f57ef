package pilothouse.server.rbac;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.authz.Attributes;

/// One rule of a role.
///
/// Source: kubernetes `pkg/apis/rbac/v1/evaluation_helpers.go`.
record Rule(
    List<String> verbs,
    List<String> groups,
    List<String> resources,
    List<String> names,
    List<String> paths,
    ObjectNode tree) {
  private static final String ALL = "*";

  static Rule of(Node rule) {
    return new Rule(
        texts(rule.get("verbs")),
        texts(rule.get("apiGroups")),
        texts(rule.get("resources")),
        texts(rule.get("resourceNames")),
        texts(rule.get("nonResourceURLs")),
        rule.object());
  }

  private static List<String> texts(Node list) {
    return list.items().stream().map(Node::text).toList();
  }

  boolean allows(Attributes asked) {
    if (!has(verbs, asked.verb())) return false;
    if (!asked.resourceRequest()) return coversPath(asked.path());
    return has(groups, asked.group())
        && coversResource(asked)
        && (names.isEmpty() || names.contains(asked.name()));
  }

  private static boolean has(List<String> values, String value) {
    return values.contains(ALL) || values.contains(value);
  }

  /// `pods`, `pods/log`, `*/scale` or `*`.
  private boolean coversResource(Attributes asked) {
    String whole = asked.qualifiedResource();
    if (has(resources, whole)) return true;
    return !asked.subresource().isEmpty() && resources.contains("*/" + asked.subresource());
  }

  private boolean coversPath(String path) {
    for (String pattern : paths) {
      if (pattern.equals(ALL) || pattern.equals(path)) return true;
      if (pattern.endsWith(ALL) && path.startsWith(trimmed(pattern))) return true;
    }
    return false;
  }

  private static String trimmed(String pattern) {
    int end = pattern.length();
    while (end > 0 && pattern.charAt(end - 1) == '*') end--;
    return pattern.substring(0, end);
  }
}
