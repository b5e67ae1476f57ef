package pilothouse.server.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.server.authz.Attributes;
import pilothouse.server.authz.Decision;
import pilothouse.server.http.User;

class RbacTest {
  private static final User ALICE = new User("alice", "", List.of("dev"), Map.of());
  private static final User ROBOT =
      new User("system:serviceaccount:n:robot", "", List.of(), Map.of());

  private final Map<String, List<Rule>> rules = new HashMap<>();
  private List<Binding> cluster = List.of();
  private List<Binding> inNamespace = List.of();

  private final Rbac rbac =
      new Rbac(
          new Roles() {
            @Override
            public List<Binding> clusterBindings() {
              return cluster;
            }

            @Override
            public List<Binding> bindings(String namespace) {
              return namespace.equals("n") ? inNamespace : List.of();
            }

            @Override
            public Optional<List<Rule>> rules(String namespace, String name) {
              return Optional.ofNullable(rules.get(namespace + "/" + name));
            }
          });

  private void role(String key, String rule) {
    rules.put(key, List.of(Rule.of(JsonReader.tree(rule.getBytes(StandardCharsets.UTF_8)))));
  }

  private static Binding binding(String namespace, String kind, Binding.Subject subject) {
    return new Binding(namespace, "b", List.of(subject), kind, "r");
  }

  private Decision ask(User user, String verb, String resource, String namespace, String name) {
    return rbac.authorize(Attributes.resource(user, verb, "", resource, namespace, name));
  }

  @Test
  void aRoleCountsInItsNamespace() {
    role("n/r", "{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"pods\"]}");
    inNamespace = List.of(binding("n", "Role", new Binding.Subject("User", "", "alice")));
    assertThat(ask(ALICE, "get", "pods", "n", "p"))
        .isEqualTo(
            Decision.allow("RBAC: allowed by RoleBinding \"b/n\" of Role \"r\" to User \"alice\""));
    assertThat(ask(ALICE, "get", "pods", "m", "p").allowed()).isFalse();
    assertThat(ask(ALICE, "list", "pods", "n", "").allowed()).isFalse();
    assertThat(ask(ALICE, "get", "pods/log", "n", "p").allowed()).isFalse();
    assertThat(ask(ROBOT, "get", "pods", "n", "p").allowed()).isFalse();
  }

  @Test
  void aClusterRoleCountsEverywhereOrWhereItIsBound() {
    role("/r", "{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*/scale\"]}");
    cluster = List.of(binding("", "ClusterRole", new Binding.Subject("Group", "", "dev")));
    assertThat(ask(ALICE, "update", "deployments/scale", "m", "d").reason())
        .isEqualTo(
            "RBAC: allowed by ClusterRoleBinding \"b\" of ClusterRole \"r\" to Group \"dev\"");
    cluster = List.of();
    inNamespace =
        List.of(binding("n", "ClusterRole", new Binding.Subject("ServiceAccount", "n", "robot")));
    assertThat(ask(ROBOT, "update", "x/scale", "n", "d").reason()).endsWith("\"robot/n\"");
    assertThat(ask(ROBOT, "update", "x/scale", "m", "d").allowed()).isFalse();
  }

  @Test
  void namesBoundARule() {
    role(
        "/r",
        "{\"verbs\":[\"get\",\"list\"],\"apiGroups\":[\"\"],\"resources\":[\"nodes\"],"
            + "\"resourceNames\":[\"a\"]}");
    cluster = List.of(binding("", "ClusterRole", new Binding.Subject("User", "", "alice")));
    assertThat(ask(ALICE, "get", "nodes", "", "a").allowed()).isTrue();
    assertThat(ask(ALICE, "get", "nodes", "", "b").allowed()).isFalse();
    assertThat(ask(ALICE, "list", "nodes", "", "").allowed()).isFalse();
  }

  @Test
  void pathsMatchWithAStarAtTheEnd() {
    role("/r", "{\"verbs\":[\"get\"],\"nonResourceURLs\":[\"/metrics\",\"/custom*\"]}");
    cluster = List.of(binding("", "ClusterRole", new Binding.Subject("User", "", "alice")));
    assertThat(rbac.authorize(path("/metrics")).allowed()).isTrue();
    assertThat(rbac.authorize(path("/metrics/slis")).allowed()).isFalse();
    assertThat(rbac.authorize(path("/custom/thing")).allowed()).isTrue();
    assertThat(rbac.rules(ALICE, "n").otherRules().toString())
        .isEqualTo("[{\"verbs\":[\"get\"],\"nonResourceURLs\":[\"/metrics\",\"/custom*\"]}]");
  }

  private static Attributes path(String path) {
    return new Attributes(ALICE, "get", false, "", "", "", "", "", "", path);
  }

  @Test
  void aBindingWithoutItsRoleIsTold() {
    inNamespace = List.of(binding("n", "Role", new Binding.Subject("User", "", "alice")));
    assertThat(ask(ALICE, "get", "pods", "n", "p"))
        .isEqualTo(Decision.noOpinion("RBAC: role.rbac.authorization.k8s.io \"r\" not found"));
  }
}
