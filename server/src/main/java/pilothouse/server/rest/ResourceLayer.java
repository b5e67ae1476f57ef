package pilothouse.server.rest;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionResource;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.negotiation.RouteErrors;

/// A fixed set of resources: the built-in ones.
public final class ResourceLayer implements Layer {
  private final Map<GroupVersionResource, ResourceEndpoint> endpoints = new HashMap<>();
  private final Set<String> groups = new HashSet<>();

  public ResourceLayer(Collection<ResourceEndpoint> all) {
    for (ResourceEndpoint endpoint : all) {
      endpoints.put(endpoint.definition().resource(), endpoint);
      groups.add(endpoint.definition().kind().group());
    }
  }

  @Override
  public Optional<Handler> find(Call call) {
    RequestInfo info = call.info();
    if (info.resourceRequest()) {
      var version = new GroupVersion(info.group(), info.version());
      Handler endpoint = endpoints.get(version.resource(info.resource()));
      if (endpoint != null) return Optional.of(endpoint);
    }
    return ours(call.path()) ? Optional.of(ResourceLayer::unknown) : Optional.empty();
  }

  /// Whether a path lies below `/api/` or a group of these resources, whatever follows.
  private boolean ours(String path) {
    String[] parts = path.split("/", 5);
    if (parts.length < 3 || !parts[0].isEmpty()) return false;
    if (parts[1].equals("api")) return true;
    return parts[1].equals("apis")
        && parts.length > 3
        && !parts[2].isEmpty()
        && groups.contains(parts[2]);
  }

  /// The group is ours, so nobody else answers for it.
  private static pilothouse.server.http.Response unknown(Call call) {
    throw RouteErrors.noSuchResource();
  }
}
