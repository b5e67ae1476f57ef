package pilothouse.app.chain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pilothouse.api.GroupVersionResource;
import pilothouse.apiextensions.CustomResources;
import pilothouse.app.flags.Command;
import pilothouse.app.flags.Options;
import pilothouse.registry.ResourceDefinition;
import pilothouse.server.discovery.ApiDiscovery;
import pilothouse.server.discovery.RootIndex;
import pilothouse.server.discovery.ServedGroup;
import pilothouse.server.discovery.VersionDocument;
import pilothouse.server.health.Health;
import pilothouse.server.health.HealthCheck;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.metrics.Metrics;
import pilothouse.server.metrics.RequestMetrics;
import pilothouse.server.rest.Layer;
import pilothouse.server.tokens.OpenIdDocuments;
import pilothouse.server.zpages.DebugPages;
import pilothouse.server.zpages.Flagz;
import pilothouse.server.zpages.Statusz;

/// What a server says of itself: discovery, version, health, metrics, and the index of all paths.
final class Documents {
  private final ApiDiscovery discovery;
  private final Health health;
  private final Metrics metrics;
  private final RootIndex index;
  private final VersionDocument version;
  private final RequestMetrics requests;
  private final OpenIdDocuments openId;
  private final Flagz flagz;
  private final Statusz statusz;
  private final boolean profiling;

  /// @param address `host:port` under which clients of any network reach this server
  /// @param openId of which there is one where tokens are issued
  Documents(
      List<ResourceDefinition> definitions,
      CustomResources customs,
      String address,
      List<HealthCheck> checks,
      Options options,
      OpenIdDocuments openId,
      PrometheusRegistry registry) {
    Supplier<List<ServedGroup>> groups = Extensions.groups(ServedGroups.of(definitions), customs);
    discovery = new ApiDiscovery(groups, () -> address);
    health = new Health(checks);
    metrics = new Metrics(registry, checks, Command.KUBERNETES);
    metrics.features(options.gates().all());
    var served = definitions.stream().map(ResourceDefinition::resource).collect(Collectors.toSet());
    requests =
        new RequestMetrics(
            registry, info -> served.contains(resource(info)) || customs.serves(resource(info)));
    index = new RootIndex(groups, this::otherPaths);
    version = new VersionDocument(Command.KUBERNETES, "", "");
    this.openId = openId;
    this.profiling = options.profiling();
    this.flagz = new Flagz(options.flags());
    this.statusz =
        new Statusz(
            Instant.now(), Clock.systemUTC(), Command.KUBERNETES.substring(1), this::otherPaths);
  }

  private static GroupVersionResource resource(RequestInfo info) {
    return new GroupVersionResource(info.group(), info.version(), info.resource());
  }

  private List<String> otherPaths() {
    var paths = new ArrayList<>(health.paths());
    paths.addAll(List.of("/metrics", "/metrics/slis", "/version", "/flagz", "/statusz"));
    paths.addAll(List.of("/openapi/v2", "/openapi/v3", "/openapi/v3/"));
    paths.addAll(openId.paths());
    return paths;
  }

  /// Counts and times requests.
  RequestMetrics requests() {
    return requests;
  }

  List<Layer> layers() {
    List<Layer> all =
        List.of(
            discovery::find,
            health::find,
            metrics::find,
            version::find,
            index::find,
            openId::find,
            flagz::find,
            statusz::find,
            call -> profiling ? DebugPages.find(call) : Optional.empty());
    return List.of(call -> find(all, call));
  }

  /// None of them answers requests for resources, which are nearly all.
  private static Optional<Handler> find(List<Layer> layers, Call call) {
    if (call.info().resourceRequest()) return Optional.empty();
    return layers.stream().flatMap(layer -> layer.find(call).stream()).findFirst();
  }
}
