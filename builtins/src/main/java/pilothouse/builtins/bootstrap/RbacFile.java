package pilothouse.builtins.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Reads `rbac.txt` into roles and bindings; the file's head explains its lines.
final class RbacFile {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private final List<ObjectNode> objects = new ArrayList<>();
  private final List<Node> items = new ArrayList<>();
  private List<String> head = List.of();

  private RbacFile() {}

  static List<ObjectNode> read() {
    var file = new RbacFile();
    Resources.lines("rbac.txt").forEach(file::line);
    file.finish();
    return file.objects;
  }

  private void line(String line) {
    List<String> words = Arrays.asList(line.strip().split(" "));
    if (line.startsWith("  ")) {
      items.add(isBinding() ? subject(words) : rule(words));
      return;
    }
    finish();
    head = words;
  }

  private boolean isBinding() {
    return head.getFirst().endsWith("Binding");
  }

  private void finish() {
    if (!head.isEmpty()) objects.add(isBinding() ? binding() : role());
    items.clear();
  }

  private ObjectNode role() {
    List<Node> aggregated = options("aggregates=").stream().map(RbacFile::labelled).toList();
    var out = start();
    out.put("rules", aggregated.isEmpty() ? ListNode.of(items) : NullNode.NULL);
    if (!aggregated.isEmpty())
      out.put("aggregationRule", ObjectNode.of("clusterRoleSelectors", ListNode.of(aggregated)));
    return out.build();
  }

  private static Node labelled(String label) {
    return ObjectNode.of("matchLabels", ObjectNode.of(label, "true"));
  }

  private ObjectNode binding() {
    int arrow = head.indexOf("->");
    var role =
        ObjectNode.builder()
            .put("apiGroup", GROUP)
            .put("kind", head.get(arrow + 1))
            .put("name", head.get(arrow + 2));
    var out = start();
    if (!items.isEmpty()) out.put("subjects", ListNode.of(items));
    return out.put("roleRef", role.build()).build();
  }

  private ObjectNode.Builder start() {
    boolean cluster = head.getFirst().startsWith("Cluster");
    var metadata = ObjectNode.builder().put("name", head.get(cluster ? 1 : 2));
    if (!cluster) metadata.put("namespace", head.get(1));
    var labels = new TreeMap<>(Map.of("kubernetes.io/bootstrapping", "rbac-defaults"));
    options("label=").forEach(label -> labels.put(label, "true"));
    metadata.put("labels", ObjectNode.ofTexts(labels));
    metadata.put(
        "annotations", ObjectNode.of("rbac.authorization.kubernetes.io/autoupdate", "true"));
    return ObjectNode.builder()
        .put("kind", head.getFirst())
        .put("apiVersion", GROUP + "/v1")
        .put("metadata", metadata.build());
  }

  private List<String> options(String prefix) {
    return head.stream()
        .filter(w -> w.startsWith(prefix))
        .map(w -> w.substring(prefix.length()))
        .toList();
  }

  private static Node rule(List<String> words) {
    var out = ObjectNode.builder().put("verbs", list(words.get(0)));
    if (words.get(1).equals("urls")) return out.put("nonResourceURLs", list(words.get(2))).build();
    out.put("apiGroups", list(words.get(1))).put("resources", list(words.get(2)));
    Optional<String> names = words.stream().filter(w -> w.startsWith("names=")).findFirst();
    names.ifPresent(n -> out.put("resourceNames", list(n.substring("names=".length()))));
    return out.build();
  }

  private static ListNode list(String text) {
    return ListNode.ofTexts(
        Arrays.stream(text.split(",")).map(w -> w.equals("\"\"") ? "" : w).toList());
  }

  private static Node subject(List<String> words) {
    String kind = words.get(0);
    String name = words.get(1);
    var out = ObjectNode.builder().put("kind", kind);
    if (!kind.equals("ServiceAccount")) return out.put("apiGroup", GROUP).put("name", name).build();
    int slash = name.indexOf('/');
    return out.put("name", name.substring(slash + 1))
        .put("namespace", name.substring(0, slash))
        .build();
  }
}
