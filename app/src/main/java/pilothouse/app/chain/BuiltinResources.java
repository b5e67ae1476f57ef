package pilothouse.app.chain;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.GroupResource;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;
import pilothouse.app.flags.Options;
import pilothouse.builtins.BuiltinTypes;
import pilothouse.builtins.Builtins;
import pilothouse.builtins.ClusterObjects;
import pilothouse.builtins.FieldStamp;
import pilothouse.builtins.Strategies;
import pilothouse.builtins.table.FieldDocs;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.Strategy;
import pilothouse.registry.Subresource;
import pilothouse.registry.admission.AdmissionChain;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.NamespaceLifecycle;
import pilothouse.registry.fields.FieldManager;
import pilothouse.registry.fields.FieldSet;
import pilothouse.registry.fields.Versions;
import pilothouse.server.http.Handler;
import pilothouse.server.rest.FieldTracker;
import pilothouse.server.rest.Layer;
import pilothouse.server.rest.ResourceEndpoint;
import pilothouse.server.rest.ResourceLayer;
import pilothouse.server.rest.RestSettings;
import pilothouse.server.rest.ServedResource;
import pilothouse.storage.Store;

/// The built-in resources over one store: definitions, storages, registries, field managers, admission, endpoints.
public final class BuiltinResources implements AutoCloseable {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

  private final Clock clock;
  private final RestSettings settings;
  private final Duration eventLife;
  private final TypeLibrary types = BuiltinTypes.read();
  private final List<ResourceDefinition> definitions;
  private final Storages storages;
  private final Map<String, StoredRegistry> registries = new HashMap<>();
  private final AdmissionChain admission;

  public BuiltinResources(Store store, Options options, Clock clock) {
    this.clock = clock;
    this.eventLife = options.requests().events();
    this.settings =
        new RestSettings(
            RestSettings.DEFAULT.bodyBytes(),
            options.requests().shortestWatch(),
            RestSettings.DEFAULT.bookmarkEvery());
    this.definitions = Builtins.definitions(this::type, Strategies.with(Map.of()), FieldDocs.NONE);
    this.storages = new Storages(store, definitions);
    for (ResourceDefinition definition : definitions)
      registry(definition).ifPresent(r -> registries.put(path(definition), r));
    this.admission = new AdmissionChain(plugins(options));
  }

  private StructType type(pilothouse.api.GroupVersionKind kind) {
    return types
        .type(kind)
        .orElseGet(() -> new StructType(kind.toString(), List.of(), false, true));
  }

  private Optional<StoredRegistry> registry(ResourceDefinition definition) {
    return storages
        .of(definition)
        .map(storage -> new StoredRegistry(definition, storage, timeToLive(definition)));
  }

  private Optional<Duration> timeToLive(ResourceDefinition definition) {
    boolean events =
        definition.storage().map(StorageSpec::prefix).filter("events"::equals).isPresent();
    return events ? Optional.of(eventLife) : Optional.empty();
  }

  private static String path(ResourceDefinition definition) {
    return definition.groupVersion() + "/" + definition.names().plural();
  }

  private List<AdmissionPlugin> plugins(Options options) {
    var all = new ArrayList<AdmissionPlugin>();
    if (options.admission().runs("NamespaceLifecycle"))
      all.add(new NamespaceLifecycle(this::namespace));
    return all;
  }

  private Optional<ObjectNode> namespace(String name) {
    var registry = stored("v1/namespaces");
    var storage = storages.of(NAMESPACES);
    return storage.get(storage.resource().key("", name)).map(registry::tree);
  }

  /// The registry of a stored resource, by path: `v1/pods`, `apps/v1/deployments`.
  StoredRegistry stored(String path) {
    var registry = registries.get(path);
    if (registry == null) throw new IllegalArgumentException(path + " is not stored");
    return registry;
  }

  public List<ResourceDefinition> definitions() {
    return definitions;
  }

  /// The objects as the server itself writes them.
  public ClusterObjects objects() {
    return new ClusterObjects(storages::of, stamp(), clock);
  }

  private FieldStamp stamp() {
    var managers = new HashMap<String, FieldManager>();
    for (ResourceDefinition definition : definitions)
      managers.put(
          definition.kind().apiVersion() + "/" + definition.kind().kind(),
          fields(definition, "", definition.strategy()));
    return (object, manager) -> {
      String kind = object.get("apiVersion").text() + "/" + object.get("kind").text();
      var fields = managers.get(kind);
      return fields == null ? object : fields.update(ObjectNode.EMPTY, object, manager);
    };
  }

  /// @param customs code of subresources and virtual kinds, by name
  public Layer layer(Map<String, Handler> customs) {
    return new ResourceLayer(
        definitions.stream().map(d -> new ResourceEndpoint(served(d), customs)).toList());
  }

  private ServedResource served(ResourceDefinition definition) {
    return new ServedResource(
        definition,
        Optional.ofNullable(registries.get(path(definition))),
        new TypedCodec(definition.kind(), definition.type(), definition.strategy(), types),
        trackers(definition),
        admission,
        settings,
        clock);
  }

  private ServedResource.Trackers trackers(ResourceDefinition definition) {
    if (definition.storage().isEmpty()) return _ -> FieldTracker.NONE;
    var trackers = new HashMap<String, FieldTracker>();
    trackers.put("", tracker(definition, "", definition.strategy()));
    for (Subresource part : definition.subresources())
      if (part.action() instanceof Subresource.Action.Part(var strategy))
        trackers.put(part.name(), tracker(definition, part.name(), strategy));
    return part -> trackers.getOrDefault(part, FieldTracker.NONE);
  }

  private FieldTracker tracker(ResourceDefinition definition, String part, Strategy strategy) {
    return new ManagedFieldsTracker(fields(definition, part, strategy));
  }

  private FieldManager fields(ResourceDefinition definition, String part, Strategy strategy) {
    return new FieldManager(
        definition.type(),
        definition.kind(),
        part,
        FieldSet.ofPaths(strategy.resetFields()),
        versions(definition),
        clock);
  }

  private Versions versions(ResourceDefinition definition) {
    var sharing =
        definitions.stream()
            .filter(d -> d.storage().isPresent() && d.storage().equals(definition.storage()))
            .toList();
    return sharing.size() < 2
        ? Versions.only(definition.kind().apiVersion(), definition.type())
        : new KindVersions(sharing);
  }

  @Override
  public void close() {
    storages.close();
  }
}
