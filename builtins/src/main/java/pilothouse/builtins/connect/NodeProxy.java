package pilothouse.builtins.connect;

import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `nodes/proxy`: plain HTTP to a kubelet.
public final class NodeProxy implements Handler {
  private final StoredRegistry nodes;

  public NodeProxy(StoredRegistry nodes) {
    this.nodes = nodes;
  }

  @Override
  public Response handle(Call call) {
    ProxyTarget target = ProxyTarget.parse(call.info().name(), "node");
    nodes.get("", target.name());
    throw Unconnected.to("the kubelet of node " + target.name());
  }
}
