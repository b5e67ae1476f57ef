package pilothouse.builtins.connect;

import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;

/// `pods/log`: what a container printed, as its kubelet has it. A pod without a node has printed nothing yet: 204.
public final class PodLog implements Handler {
  private final StoredRegistry pods;
  private final Kubelets kubelets;

  public PodLog(StoredRegistry pods, StoredRegistry nodes) {
    this.pods = pods;
    this.kubelets = new Kubelets(nodes);
  }

  @Override
  public Response handle(Call call) {
    LogOptions.check(call.query(), call.info().name());
    ObjectNode pod = pods.tree(pods.get(call.info().namespace(), call.info().name()));
    Containers.require(pod, call.query().text("container"));
    String node = kubelets.nodeOf(pod);
    if (node.isEmpty()) return new Response(204, Headers.NONE, Response.Body.Empty.EMPTY);
    throw Unconnected.to("the kubelet of node " + node);
  }
}
