package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Quantities;

/// The quality of service that a pod's cpu and memory requests and limits amount to: `Guaranteed`, `Burstable` or `BestEffort`.
final class QosClass {
  private static final List<String> COUNTED = List.of("cpu", "memory");

  private QosClass() {}

  static String of(ObjectNode spec) {
    if (spec.get("resources") instanceof ObjectNode pod && asksForAnything(pod))
      return of(List.of(pod));
    var all = new ArrayList<ObjectNode>();
    for (Node container : spec.get("containers").items())
      all.add(container.get("resources").object());
    for (Node container : spec.get("initContainers").items())
      all.add(container.get("resources").object());
    return of(all);
  }

  private static boolean asksForAnything(ObjectNode resources) {
    return !resources.get("requests").object().isEmpty()
        || !resources.get("limits").object().isEmpty();
  }

  private static String of(List<ObjectNode> resources) {
    boolean asked = false;
    boolean guaranteed = true;
    for (ObjectNode one : resources) {
      for (String name : COUNTED) {
        Node request = one.at("requests", name);
        Node limit = one.at("limits", name);
        asked |= !Quantities.isZero(request) || !Quantities.isZero(limit);
        guaranteed &= !Quantities.isZero(limit) && Quantities.compare(request, limit) == 0;
      }
    }
    if (!asked) return "BestEffort";
    return guaranteed ? "Guaranteed" : "Burstable";
  }
}
