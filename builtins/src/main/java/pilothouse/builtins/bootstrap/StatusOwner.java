package pilothouse.builtins.bootstrap;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;

/// A part of the server that tells the condition of the objects it looks after, by applying their status.
///
/// @param manager its name in managed fields
/// @param now of the writes, as the wire has it
record StatusOwner(String manager, String now) {
  static final String FLOW_SCHEMAS = "api-priority-and-fairness-config-consumer-v1";
  static final String SERVICE_CIDRS = "kubernetes-service-cidr-controller";

  /// The object, whose conditions are now this owner's.
  ObjectNode owning(ObjectNode object) {
    ObjectNode entry =
        ObjectNode.builder()
            .put("manager", manager)
            .put("operation", "Apply")
            .put("apiVersion", object.get("apiVersion").text())
            .put("time", now)
            .put("fieldsType", "FieldsV1")
            .put("fieldsV1", fields(object.at("status", "conditions").items()))
            .put("subresource", "status")
            .build();
    return Metadata.with(object, Metadata.MANAGED_FIELDS, ListNode.of(entry));
  }

  private static ObjectNode fields(List<Node> conditions) {
    var owned = ObjectNode.builder();
    for (Node condition : conditions)
      owned.put("k:" + ObjectNode.of("type", condition.get("type").text()), members(condition));
    return ObjectNode.of("f:status", ObjectNode.of("f:conditions", owned.build()));
  }

  /// What is empty is not applied.
  private static ObjectNode members(Node condition) {
    var out = ObjectNode.builder().put(".", ObjectNode.EMPTY);
    for (String name : condition.object().names().stream().sorted().toList())
      if (!condition.get(name).text().isEmpty()) out.put("f:" + name, ObjectNode.EMPTY);
    return out.build();
  }
}
