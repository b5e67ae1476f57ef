package pilothouse.builtins.connect;

import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `pods/proxy`: plain HTTP to a pod's address.
public final class PodProxy implements Handler {
  private final StoredRegistry pods;

  public PodProxy(StoredRegistry pods) {
    this.pods = pods;
  }

  @Override
  public Response handle(Call call) {
    ProxyTarget target = ProxyTarget.parse(call.info().name(), "pod");
    ObjectNode pod = pods.tree(pods.get(call.info().namespace(), target.name()));
    String address = pod.at("status", "podIP").text();
    if (address.isEmpty()) throw ApiException.badRequest("address not allowed");
    throw Unconnected.to("pod " + target.name());
  }
}
