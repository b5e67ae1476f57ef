package pilothouse.builtins.subresources;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The conditions of a pod's status.
final class PodConditions {
  private static final List<String> PATH = List.of("status", "conditions");

  private PodConditions() {}

  static boolean isTrue(ObjectNode pod, String type) {
    return pod.at("status", "conditions").items().stream()
        .anyMatch(c -> c.get("type").text().equals(type) && c.get("status").text().equals("True"));
  }

  /// The pod with a condition that is true, in the place of one of its type or at the end.
  static ObjectNode withTrue(
      ObjectNode pod, String type, String reason, String message, Instant now) {
    var condition =
        ObjectNode.builder()
            .put("type", type)
            .put("status", "True")
            .put("lastProbeTime", NullNode.NULL)
            .put("lastTransitionTime", now.toString());
    if (!reason.isEmpty()) condition.put("reason", reason);
    if (!message.isEmpty()) condition.put("message", message);
    return pod.withAt(
        PATH, replaced(pod.at("status", "conditions").items(), type, condition.build()));
  }

  private static ListNode replaced(List<Node> conditions, String type, ObjectNode condition) {
    var out = new ArrayList<>(conditions);
    for (int i = 0; i < out.size(); i++) {
      if (!out.get(i).get("type").text().equals(type)) continue;
      out.set(i, condition);
      return ListNode.of(out);
    }
    out.add(condition);
    return ListNode.of(out);
  }
}
