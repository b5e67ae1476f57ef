package pilothouse.builtins.admission;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// Pods stay for a while on a node that is not ready or not reachable, unless they say otherwise.
///
/// Source: kubernetes `plugin/pkg/admission/defaulttolerationseconds/admission.go`.
final class DefaultTolerationSeconds implements AdmissionPlugin {
  private final List<Taint> taints;

  private record Taint(String key, int seconds) {}

  DefaultTolerationSeconds(TolerationSeconds seconds) {
    this.taints =
        List.of(
            new Taint("node.kubernetes.io/not-ready", seconds.notReady()),
            new Taint("node.kubernetes.io/unreachable", seconds.unreachable()));
  }

  @Override
  public String name() {
    return "DefaultTolerationSeconds";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE || operation == Operation.UPDATE;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode pod) {
    if (!request.isFor("", "pods")) return pod;
    List<Node> given = pod.at("spec", "tolerations").items();
    var all = new ArrayList<>(given);
    for (Taint taint : taints) if (!tolerated(given, taint.key)) all.add(toleration(taint));
    return all.size() == given.size() ? pod : PodSpec.with(pod, "tolerations", ListNode.of(all));
  }

  private static boolean tolerated(List<Node> tolerations, String taint) {
    for (Node toleration : tolerations) {
      String key = toleration.get("key").text();
      String effect = toleration.get("effect").text();
      if ((key.isEmpty() || key.equals(taint)) && (effect.isEmpty() || effect.equals("NoExecute")))
        return true;
    }
    return false;
  }

  private static ObjectNode toleration(Taint taint) {
    return ObjectNode.builder()
        .put("key", taint.key)
        .put("operator", "Exists")
        .put("effect", "NoExecute")
        .put("tolerationSeconds", taint.seconds)
        .build();
  }
}
