package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.MetadataReset;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Metadata;
import pilothouse.registry.Strategy;

/// The parts of a pod that are written apart from it: `status`, `ephemeralcontainers`, `resize`.
final class PodParts {
  private PodParts() {}

  /// Old kubelets spoilt owner references and dropped the QoS class, so a status write leaves both as they were.
  static Strategy status(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(
            List.of("spec"),
            List.of("metadata", "deletionTimestamp"),
            List.of("metadata", "ownerReferences")),
        (pod, old, _) -> status(pod, old),
        (pod, old, _, errors) -> PodStatusValidation.update(pod, old, errors));
  }

  private static ObjectNode status(ObjectNode pod, ObjectNode old) {
    ObjectNode before = old.get("status").object();
    return Edit.under(
        pod,
        "status",
        status -> {
          ObjectNode out = Edit.blank(status, "qosClass", before.get("qosClass").text());
          if (out.get("qosClass").text().isEmpty()) out = out.without("qosClass");
          if (out.get("observedGeneration").number(0) == 0)
            out = Edit.restored(out, before, "observedGeneration");
          return conditions(out, before);
        });
  }

  /// A condition that names no observedGeneration keeps that of the old condition of its type, the n-th of the n-th.
  private static ObjectNode conditions(ObjectNode status, ObjectNode before) {
    Map<String, List<Node>> left = new HashMap<>();
    for (Node old : before.get("conditions").items())
      left.computeIfAbsent(old.get("type").text(), _ -> new ArrayList<>())
          .add(old.get("observedGeneration"));
    return Edit.each(
        status,
        "conditions",
        condition -> {
          List<Node> seen = left.getOrDefault(condition.get("type").text(), List.of());
          if (seen.isEmpty()) return condition;
          Node generation = seen.removeFirst();
          if (generation.isNull() || condition.get("observedGeneration").number(0) != 0)
            return condition;
          return condition.with("observedGeneration", generation);
        });
  }

  /// Takes the ephemeral containers, and keeps all else.
  static Strategy ephemeralContainers(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("status")),
        (pod, old, _) -> ephemeral(pod, old),
        (pod, old, _, errors) -> PodUpdateValidation.ephemeralContainers(pod, old, errors));
  }

  private static ObjectNode ephemeral(ObjectNode pod, ObjectNode old) {
    Node wanted = pod.at("spec", "ephemeralContainers");
    ObjectNode spec = old.get("spec").object();
    spec =
        wanted.isNull()
            ? spec.without("ephemeralContainers")
            : spec.with("ephemeralContainers", wanted);
    return counted(MetadataReset.forStatus(pod, old).with("spec", spec), old);
  }

  /// Takes the resources of containers and of the pod, and keeps all else.
  static Strategy resize(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("status")),
        (pod, old, _) -> resized(pod, old),
        (pod, old, _, errors) -> PodUpdateValidation.resize(pod, old, errors));
  }

  private static ObjectNode resized(ObjectNode pod, ObjectNode old) {
    ObjectNode spec = old.get("spec").object();
    ObjectNode asked = pod.get("spec").object();
    for (String list : List.of("containers", "initContainers")) {
      if (!sameNames(asked.get(list), spec.get(list))) return pod;
      spec = resized(spec, asked, list);
    }
    spec = Edit.restored(spec, asked, "resources");
    return counted(MetadataReset.forStatus(pod, old).with("spec", spec), old);
  }

  private static ObjectNode counted(ObjectNode pod, ObjectNode old) {
    return pod.get("spec").equals(old.get("spec"))
        ? pod
        : Metadata.with(pod, Metadata.GENERATION, Metadata.generation(old) + 1);
  }

  private static boolean sameNames(Node a, Node b) {
    return names(a).equals(names(b));
  }

  private static List<String> names(Node containers) {
    return containers.items().stream().map(c -> c.get("name").text()).toList();
  }

  private static ObjectNode resized(ObjectNode spec, ObjectNode asked, String list) {
    if (!(spec.get(list) instanceof ListNode containers)) return spec;
    var out = new ArrayList<Node>();
    for (int i = 0; i < containers.size(); i++) {
      ObjectNode wanted = asked.get(list).items().get(i).object();
      ObjectNode container = containers.items().get(i).object();
      container = Edit.restored(container, wanted, "resources");
      out.add(Edit.restored(container, wanted, "resizePolicy"));
    }
    return spec.with(list, ListNode.of(out));
  }
}
