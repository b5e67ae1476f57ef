package pilothouse.builtins.admission;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// A new node takes no pods before it has said that it is ready.
///
/// Source: kubernetes `plugin/pkg/admission/nodetaint/admission.go`.
final class TaintNodesByCondition implements AdmissionPlugin {
  private static final ObjectNode NOT_READY =
      ObjectNode.builder()
          .put("key", "node.kubernetes.io/not-ready")
          .put("effect", "NoSchedule")
          .build();

  @Override
  public String name() {
    return "TaintNodesByCondition";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode node) {
    if (!request.isFor("", "nodes")) return node;
    List<Node> taints = node.at("spec", "taints").items();
    for (Node taint : taints)
      if (taint.get("key").equals(NOT_READY.get("key"))
          && taint.get("effect").equals(NOT_READY.get("effect"))) return node;
    var all = new ArrayList<>(taints);
    all.add(NOT_READY);
    return node.withAt(List.of("spec", "taints"), ListNode.of(all));
  }
}
