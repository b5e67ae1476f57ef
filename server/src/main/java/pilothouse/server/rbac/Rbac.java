package pilothouse.server.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.authz.Attributes;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.Decision;
import pilothouse.server.authz.RuleLister;
import pilothouse.server.http.User;

/// Allows what a rule of a role allows that a binding gives to the user, to one of its groups, or to the service account that it is. Never denies: another
/// authorizer may still allow.
///
/// A RoleBinding counts in its own namespace only, and never for paths. Source: kubernetes `plugin/pkg/auth/authorizer/rbac/rbac.go`.
public final class Rbac implements Authorizer, RuleLister {
  private final Roles roles;

  Rbac(Roles roles) {
    this.roles = roles;
  }

  public static Rbac of(
      StoredRegistry roles,
      StoredRegistry clusterRoles,
      StoredRegistry roleBindings,
      StoredRegistry clusterRoleBindings) {
    return new Rbac(new StoredRoles(roles, clusterRoles, roleBindings, clusterRoleBindings));
  }

  @Override
  public Decision authorize(Attributes asked) {
    var problems = new ArrayList<String>();
    for (Binding binding : bindings(asked.namespace())) {
      Optional<Binding.Subject> subject = binding.subject(asked.user());
      if (subject.isEmpty()) continue;
      for (Rule rule : rules(binding, problems)) {
        if (rule.allows(asked)) return Decision.allow(reason(binding, subject.get()));
      }
    }
    return problems.isEmpty()
        ? Decision.NO_OPINION
        : Decision.noOpinion("RBAC: " + joined(problems));
  }

  /// Those of the cluster first, then those of the namespace.
  private List<Binding> bindings(String namespace) {
    List<Binding> cluster = roles.clusterBindings();
    if (namespace.isEmpty()) return cluster;
    var all = new ArrayList<>(cluster);
    all.addAll(roles.bindings(namespace));
    return all;
  }

  private List<Rule> rules(Binding binding, List<String> problems) {
    boolean cluster = binding.ofClusterRole();
    var rules = roles.rules(cluster ? "" : binding.namespace(), binding.roleName());
    if (rules.isPresent()) return rules.get();
    String kind = cluster ? "clusterrole" : "role";
    problems.add(kind + ".rbac.authorization.k8s.io \"" + binding.roleName() + "\" not found");
    return List.of();
  }

  private static String reason(Binding binding, Binding.Subject subject) {
    return "RBAC: allowed by "
        + binding.text()
        + " of "
        + binding.roleKind()
        + " \""
        + binding.roleName()
        + "\" to "
        + subject.text();
  }

  private static String joined(List<String> problems) {
    var distinct = problems.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : "[" + String.join(", ", distinct) + "]";
  }

  @Override
  public Rules rules(User user, String namespace) {
    var problems = new ArrayList<String>();
    var resources = new ArrayList<ObjectNode>();
    var others = new ArrayList<ObjectNode>();
    for (Binding binding : bindings(namespace)) {
      if (binding.subject(user).isEmpty()) continue;
      for (Rule rule : rules(binding, problems)) {
        if (!rule.resources().isEmpty()) resources.add(rule.tree().without("nonResourceURLs"));
        if (!rule.paths().isEmpty()) others.add(otherRule(rule));
      }
    }
    return new Rules(resources, others, problems.isEmpty() ? "" : joined(problems));
  }

  private static ObjectNode otherRule(Rule rule) {
    return RuleLister.otherRule(rule.verbs(), rule.paths());
  }
}
