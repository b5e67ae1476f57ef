package pilothouse.builtins.admission;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// Pods stay for five minutes on a node that is not ready or not reachable, unless they say otherwise.
///
/// Source: kubernetes `plugin/pkg/admission/defaulttolerationseconds/admission.go`.
final class DefaultTolerationSeconds implements AdmissionPlugin {
  private static final List<String> TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
  private static final int SECONDS = 300;

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
    for (String taint : TAINTS) if (!tolerated(given, taint)) all.add(toleration(taint));
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

  private static ObjectNode toleration(String taint) {
    return ObjectNode.builder()
        .put("key", taint)
        .put("operator", "Exists")
        .put("effect", "NoExecute")
        .put("tolerationSeconds", SECONDS)
        .build();
  }
}
