package pilothouse.server.rbac;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.server.http.User;

/// Who has a role. `namespace` is empty for a ClusterRoleBinding.
record Binding(
    String namespace, String name, List<Subject> subjects, String roleKind, String roleName) {

  /// @param namespace of a service account
  record Subject(String kind, String namespace, String name) {
    boolean is(User user) {
      return switch (kind) {
        case "User" -> user.name().equals(name);
        case "Group" -> user.in(name);
        case "ServiceAccount" ->
            !namespace.isEmpty()
                && user.name().equals("system:serviceaccount:" + namespace + ":" + name);
        default -> false;
      };
    }

    /// As reasons name it.
    String text() {
      String whole = kind.equals("ServiceAccount") ? name + "/" + namespace : name;
      return kind + " \"" + whole + "\"";
    }
  }

  static Binding of(Node tree) {
    String namespace = tree.at("metadata", "namespace").text();
    var subjects =
        tree.get("subjects").items().stream()
            .map(subject ->
                new Subject(
                    subject.get("kind").text(),
                    subject.get("namespace").text(namespace),
                    subject.get("name").text()))
            .toList();
    return new Binding(
        namespace,
        tree.at("metadata", "name").text(),
        subjects,
        tree.at("roleRef", "kind").text(),
        tree.at("roleRef", "name").text());
  }

  Optional<Subject> subject(User user) {
    for (Subject subject : subjects) if (subject.is(user)) return Optional.of(subject);
    return Optional.empty();
  }

  boolean ofClusterRole() {
    return roleKind.equals("ClusterRole");
  }

  /// As reasons name it: `RoleBinding "name/namespace"`.
  String text() {
    return namespace.isEmpty()
        ? "ClusterRoleBinding \"" + name + "\""
        : "RoleBinding \"" + name + "/" + namespace + "\"";
  }
}
