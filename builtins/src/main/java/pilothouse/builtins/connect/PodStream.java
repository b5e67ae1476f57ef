package pilothouse.builtins.connect;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `pods/exec`, `pods/attach` and `pods/portforward`: a stream to the kubelet that runs the pod.
public final class PodStream implements Handler {
  private final StoredRegistry pods;
  private final Kubelets kubelets;
  private final boolean intoContainer;

  private PodStream(StoredRegistry pods, StoredRegistry nodes, boolean intoContainer) {
    this.pods = pods;
    this.kubelets = new Kubelets(nodes);
    this.intoContainer = intoContainer;
  }

  /// To a container of the pod: exec and attach.
  public static PodStream intoContainer(StoredRegistry pods, StoredRegistry nodes) {
    return new PodStream(pods, nodes, true);
  }

  /// To ports of the pod.
  public static PodStream toPorts(StoredRegistry pods, StoredRegistry nodes) {
    return new PodStream(pods, nodes, false);
  }

  @Override
  public Response handle(Call call) {
    requireMethod(call);
    if (!intoContainer) requirePorts(call.query().all("ports"));
    String name = call.info().name();
    ObjectNode pod = pods.tree(pods.get(call.info().namespace(), name));
    if (intoContainer) Containers.require(pod, call.query().text("container"));
    String node = kubelets.nodeOf(pod);
    if (node.isEmpty())
      throw ApiException.badRequest("pod " + name + " does not have a host assigned");
    throw Unconnected.to("the kubelet of node " + node);
  }

  static void requireMethod(Call call) {
    if (call.method().equals("GET") || call.method().equals("POST")) return;
    throw new ApiException(
        Status.failure(
            Reason.METHOD_NOT_ALLOWED,
            "the server does not allow this method on the requested resource",
            Status.Details.NONE));
  }

  private static void requirePorts(List<String> ports) {
    for (String port : ports)
      if (!port.matches("\\d+"))
        throw ApiException.badRequest(
            "cannot convert to []int32: strconv.ParseUint: parsing \""
                + port
                + "\": invalid syntax");
  }
}
