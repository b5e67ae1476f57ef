package pilothouse.app.chain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pilothouse.api.GroupResource;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.conversion.Conversions;
import pilothouse.apiextensions.definition.DefinitionStrategy;
import pilothouse.apiextensions.metadata.Metadatas;
import pilothouse.apiextensions.resource.Surroundings;
import pilothouse.app.flags.Options;
import pilothouse.builtins.BuiltinDocs;
import pilothouse.builtins.BuiltinTypes;
import pilothouse.builtins.Builtins;
import pilothouse.builtins.ClusterObjects;
import pilothouse.builtins.Strategies;
import pilothouse.builtins.admission.AdmissionPlugins;
import pilothouse.builtins.allocation.AllocationSettings;
import pilothouse.builtins.allocation.ServiceAllocator;
import pilothouse.builtins.core.ServiceStrategy;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.admission.AdmissionChain;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.CreateRights;
import pilothouse.server.rest.Customs;
import pilothouse.server.rest.Layer;
import pilothouse.server.rest.RestSettings;
import pilothouse.server.rest.ServedResources;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.cache.ObjectStorage;

/// The built-in resources over one store: definitions, what serves them, admission.
public final class BuiltinResources implements AutoCloseable {
  private final Clock clock;
  private final RestSettings settings;
  private final TypeLibrary types = BuiltinTypes.read();
  private final BuiltinDocs docs = new BuiltinDocs();
  private final List<ResourceDefinition> definitions;
  private final Layout layout;
  private final List<ResourceDefinition> offered;
  private final ServedResources served;
  private final AdmissionChain admission;

  /// @param authorizer may be there later than this, but before the first request
  public BuiltinResources(
      Storage storage, Options options, Clock clock, Supplier<Authorizer> authorizer) {
    this.clock = clock;
    this.settings =
        new RestSettings(
            RestSettings.DEFAULT.bodyBytes(),
            options.requests().shortestWatch(),
            RestSettings.DEFAULT.bookmarkEvery());
    var allocator =
        new ServiceAllocator(objects(), services(options), new SecureRandom(), storage.portRange());
    var special = new HashMap<>(ServiceStrategy.byPath(allocator));
    special.putAll(DefinitionStrategy.byPath(Extensions.RULES, new Metadatas(types)));
    var strategies = Strategies.with(special);
    this.definitions = Builtins.definitions(this::type, strategies, docs::description);
    this.layout =
        storage.layout(
            new BuiltinForms(definitions, types, options.etcd().protobuf(), storage.isShared()));
    this.offered = definitions.stream().filter(options.runtimeConfig()::serves).toList();
    this.served =
        new ServedResources(
            definitions,
            layout,
            options.etcd().leaseReuse(),
            spec -> life(spec, options.requests().events()),
            clock);
    this.admission = new AdmissionChain(plugins(options, authorizer));
  }

  private StructType type(GroupVersionKind kind) {
    return types
        .type(kind)
        .orElseGet(() -> new StructType(kind.toString(), List.of(), false, true));
  }

  private static Optional<Duration> life(StorageSpec spec, Duration events) {
    return spec.prefix().equals("events") ? Optional.of(events) : Optional.empty();
  }

  private List<AdmissionPlugin> plugins(Options options, Supplier<Authorizer> authorizer) {
    var all = new ArrayList<AdmissionPlugin>();
    all.add(new CreateRights(authorizer));
    for (AdmissionPlugin plugin :
        AdmissionPlugins.inOrder(new StoredCluster(this), options.admission().tolerations()))
      if (options.admission().runs(plugin.name())) all.add(plugin);
    return all;
  }

  /// The registry of a stored resource, by path: `v1/pods`, `apps/v1/deployments`.
  StoredRegistry stored(String path) {
    int slash = path.lastIndexOf('/');
    var resource = GroupVersion.parse(path.substring(0, slash)).resource(path.substring(slash + 1));
    return served
        .registry(resource)
        .orElseThrow(() -> new IllegalArgumentException(path + " is not stored"));
  }

  /// How many stored objects of a resource have been decoded so far; reads in JSON decode none.
  public long decodedObjects(String path) {
    return stored(path).decodedObjects();
  }

  /// What custom resources share with these.
  Surroundings surroundings(PrometheusRegistry metrics) {
    return new Surroundings(
        layout,
        types,
        docs,
        admission,
        settings,
        served.codecs(types),
        Extensions.RULES,
        new Conversions(this::service, metrics)::of,
        clock);
  }

  private Optional<ObjectNode> service(String namespace, String name) {
    return new StoredCluster(this).get("v1/services", namespace, name);
  }

  /// Those that clients are served.
  public List<ResourceDefinition> definitions() {
    return offered;
  }

  /// Whether clients are served anything of a version.
  public boolean serves(GroupVersion version) {
    return offered.stream().anyMatch(definition -> definition.groupVersion().equals(version));
  }

  public TypeLibrary types() {
    return types;
  }

  /// What is published of the built-in types: read once, as there is much of it.
  BuiltinDocs docs() {
    return docs;
  }

  private static AllocationSettings services(Options options) {
    var services = options.services();
    return new AllocationSettings(
        services.ranges().stream().map(Object::toString).toList(),
        services.firstNodePort(),
        services.lastNodePort());
  }

  /// The objects as the server itself writes them. May be made before what serves them is there, which it looks up when it is used.
  public ClusterObjects objects() {
    return new ClusterObjects(this::storage, this::stamped, clock);
  }

  private ObjectStorage storage(GroupResource resource) {
    return served.storage(resource);
  }

  private ObjectNode stamped(ObjectNode object, String manager) {
    GroupVersion version = GroupVersion.parse(object.get("apiVersion").text());
    GroupVersionKind kind = version.kind(object.get("kind").text());
    return definitions.stream()
        .filter(d -> d.kind().equals(kind))
        .findFirst()
        .map(d -> served.fields(d).update(ObjectNode.EMPTY, object, manager))
        .orElse(object);
  }

  /// @param customs code of subresources and virtual kinds, by name
  public Layer layer(Customs customs) {
    return served.layer(offered::contains, types, admission, settings, customs);
  }

  @Override
  public void close() {
    served.close();
  }
}
