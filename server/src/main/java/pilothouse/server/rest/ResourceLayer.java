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

/// A fixed set of resources: the built-in ones.
public final class ResourceLayer implements Layer {
  private final Map<GroupVersionResource, ResourceEndpoint> endpoints = new HashMap<>();
  private final Set<GroupVersion> versions = new HashSet<>();

  public ResourceLayer(Collection<ResourceEndpoint> all) {
    for (ResourceEndpoint endpoint : all) {
      endpoints.put(endpoint.definition().resource(), endpoint);
      versions.add(endpoint.definition().groupVersion());
    }
  }

  @Override
  public Optional<Handler> find(Call call) {
    RequestInfo info = call.info();
    if (!info.resourceRequest()) return Optional.empty();
    var version = new GroupVersion(info.group(), info.version());
    Handler endpoint = endpoints.get(version.resource(info.resource()));
    if (endpoint != null) return Optional.of(endpoint);
    return versions.contains(version) ? Optional.of(ResourceLayer::unknown) : Optional.empty();
  }

  /// The group's version is ours, so nobody else answers for it.
  private static pilothouse.server.http.Response unknown(Call call) {
    throw RouteErrors.noSuchResource();
  }
}
