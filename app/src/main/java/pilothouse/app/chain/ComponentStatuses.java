package pilothouse.app.chain;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;

/// The objects of the deprecated `componentstatuses`: the store, which answers whenever this is asked, under upstream's name for it.
final class ComponentStatuses {
  private ComponentStatuses() {}

  static List<ObjectNode> healthy() {
    return List.of(component("etcd-0"));
  }

  private static ObjectNode component(String name) {
    return ObjectNode.builder()
        .put("kind", "ComponentStatus")
        .put("apiVersion", "v1")
        .put("metadata", ObjectNode.of("name", name))
        .put("conditions", ListNode.of(condition()))
        .build();
  }

  private static ObjectNode condition() {
    return ObjectNode.builder()
        .put("type", "Healthy")
        .put("status", "True")
        .put("message", "ok")
        .build();
  }
}
