package pilothouse.builtins.connect;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.Reason;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `services/proxy`: plain HTTP to one of a service's endpoints.
///
/// Source: `pkg/registry/core/service/storage/storage.go`.
public final class ServiceProxy implements Handler {
  private static final GroupResource SERVICES = new GroupResource("", "services");

  private final StoredRegistry services;
  private final StoredRegistry endpoints;

  public ServiceProxy(StoredRegistry services, StoredRegistry endpoints) {
    this.services = services;
    this.endpoints = endpoints;
  }

  @Override
  public Response handle(Call call) {
    ProxyTarget target = ProxyTarget.parse(call.info().name(), "service");
    String namespace = call.info().namespace();
    ObjectNode service = services.tree(services.get(namespace, target.name()));
    requirePort(service, target);
    if (endpoints(namespace, target.name()).get("subsets").items().isEmpty())
      throw ApiException.of(
          Reason.SERVICE_UNAVAILABLE,
          "no endpoints available for service " + FieldError.quote(target.name()));
    throw Unconnected.to("the endpoints of service " + target.name());
  }

  /// A port given as a number must be one of the service's; a name is looked for among the endpoints.
  private static void requirePort(ObjectNode service, ProxyTarget target) {
    if (!target.port().matches("\\d+")) return;
    for (Node port : service.at("spec", "ports").items())
      if (Long.toString(port.get("port").number(0)).equals(target.port())) return;
    throw ApiException.of(
        Reason.SERVICE_UNAVAILABLE,
        "no service port "
            + target.port()
            + " found for service "
            + FieldError.quote(target.name()));
  }

  private ObjectNode endpoints(String namespace, String name) {
    Optional<ObjectNode> found =
        endpoints.cache().fresh().get(endpoints.key(namespace, name)).map(endpoints::tree);
    return found.orElseThrow(() -> ApiException.notFound(SERVICES, name));
  }
}
