package pilothouse.builtins.connect;

import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StoredRegistry;

/// Finds the kubelet that runs a pod.
final class Kubelets {
  private static final GroupResource PODS = new GroupResource("", "pods");

  private final StoredRegistry nodes;

  Kubelets(StoredRegistry nodes) {
    this.nodes = nodes;
  }

  /// @return the name of the pod's node; empty where it has none
  /// @throws ApiException `NotFound` where the node is unknown; the wire says that of a pod with the node's name
  String nodeOf(ObjectNode pod) {
    String node = pod.at("spec", "nodeName").text();
    if (!node.isEmpty() && nodes.cache().fresh().get(nodes.key("", node)).isEmpty())
      throw ApiException.notFound(PODS, node);
    return node;
  }
}
