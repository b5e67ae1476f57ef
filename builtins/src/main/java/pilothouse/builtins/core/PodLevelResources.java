package pilothouse.builtins.core;

import static pilothouse.builtins.meta.Edit.sorted;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Quantities;

/// Resources asked for the pod as a whole (`spec.resources`), and what its containers ask for together.
final class PodLevelResources {
  private PodLevelResources() {}

  /// Pod-level requests that are missing follow the containers' requests, or else the pod-level limits.
  static ObjectNode defaults(ObjectNode spec) {
    if (!(spec.get("resources") instanceof ObjectNode resources)) return spec;
    ObjectNode limits = resources.get("limits").object();
    ObjectNode containers = requests(spec);
    for (String name : containers.names())
      if (name.startsWith("hugepages-") && !limits.has(name) && anyPodLevel(resources))
        limits = limits.with(name, containers.get(name));
    if (limits.isEmpty()) return spec;
    ObjectNode requests = defaulted(resources.get("requests").object(), containers, limits);
    ObjectNode out = resources.with("limits", sorted(limits));
    if (!requests.isEmpty()) out = out.with("requests", sorted(requests));
    return spec.with("resources", out);
  }

  private static boolean anyPodLevel(ObjectNode resources) {
    return resources.has("limits") || resources.has("requests");
  }

  private static ObjectNode defaulted(ObjectNode own, ObjectNode containers, ObjectNode limits) {
    ObjectNode out = own;
    for (String name : containers.names())
      if (!out.has(name) && (name.equals("cpu") || name.equals("memory")))
        out = out.with(name, containers.get(name));
    for (String name : limits.names())
      if (!out.has(name) && supported(name)) out = out.with(name, limits.get(name));
    return out;
  }

  static boolean supported(String name) {
    return name.equals("cpu") || name.equals("memory") || name.startsWith("hugepages-");
  }

  /// What the containers request together.
  static ObjectNode requests(ObjectNode spec) {
    return aggregate(spec, "requests");
  }

  static ObjectNode limits(ObjectNode spec) {
    return aggregate(spec, "limits");
  }

  /// Containers and sidecars run side by side; each init container runs beside the sidecars started before it.
  private static ObjectNode aggregate(ObjectNode spec, String which) {
    ObjectNode running = ObjectNode.EMPTY;
    for (Node container : spec.get("containers").items())
      running = add(running, container.at("resources", which).object());
    ObjectNode sidecars = ObjectNode.EMPTY;
    ObjectNode peak = ObjectNode.EMPTY;
    for (Node init : spec.get("initContainers").items()) {
      ObjectNode own = init.at("resources", which).object();
      if (init.get("restartPolicy").text().equals("Always")) {
        running = add(running, own);
        sidecars = add(sidecars, own);
        peak = max(peak, sidecars);
      } else {
        peak = max(peak, add(own, sidecars));
      }
    }
    return max(running, peak);
  }

  private static ObjectNode add(ObjectNode a, ObjectNode b) {
    ObjectNode out = a;
    for (String name : b.names())
      out = out.with(name, a.has(name) ? Quantities.sum(a.get(name), b.get(name)) : b.get(name));
    return out;
  }

  private static ObjectNode max(ObjectNode a, ObjectNode b) {
    ObjectNode out = a;
    for (String name : b.names())
      out = out.with(name, a.has(name) ? Quantities.max(a.get(name), b.get(name)) : b.get(name));
    return out;
  }
}
