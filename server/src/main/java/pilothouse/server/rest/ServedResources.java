package pilothouse.server.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import pilothouse.api.GroupResource;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.GroupVersionResource;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.SelectableField;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;
import pilothouse.registry.admission.AdmissionChain;
import pilothouse.registry.fields.FieldManager;
import pilothouse.registry.fields.FieldSet;
import pilothouse.registry.fields.Versions;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;

/// The built-in resources over a store: one storage a stored resource, one registry a served version.
///
/// Registries are there before the handlers, because admission reads them.
public final class ServedResources implements AutoCloseable {
  private final List<ResourceDefinition> definitions;
  private final Map<String, ObjectStorage> storages = new LinkedHashMap<>();
  private final Map<GroupVersionResource, StoredRegistry> registries = new HashMap<>();
  private final Map<String, List<ResourceDefinition>> byPrefix = new HashMap<>();
  private final Clock clock;

  /// @param longestLeaseReuse for how long objects with the same time to live get the same lease, at most
  /// @param timeToLive of the objects of a resource; empty for all but events
  public ServedResources(
      List<ResourceDefinition> definitions,
      Layout layout,
      Duration longestLeaseReuse,
      Function<StorageSpec, Optional<Duration>> timeToLive,
      Clock clock) {
    this.definitions = List.copyOf(definitions);
    this.clock = clock;
    for (ResourceDefinition definition : definitions)
      definition
          .storage()
          .ifPresent(spec ->
              byPrefix.computeIfAbsent(spec.prefix(), _ -> new ArrayList<>()).add(definition));
    byPrefix.forEach(
        (key, served) -> storages.put(key, storage(layout, longestLeaseReuse, served)));
    for (ResourceDefinition definition : definitions)
      definition
          .storage()
          .ifPresent(spec ->
              registries.put(
                  definition.resource(),
                  new StoredRegistry(
                      definition,
                      java.util.Objects.requireNonNull(storages.get(spec.prefix())),
                      timeToLive.apply(spec))));
  }

  private static ObjectStorage storage(
      Layout layout, Duration longestLeaseReuse, List<ResourceDefinition> served) {
    ResourceDefinition first = served.getFirst();
    StorageSpec spec = first.storage().orElseThrow();
    String keys = layout.prefix() + "/" + spec.prefix() + "/";
    // Of two groups that share objects, the one they are stored in counts.
    var resource = new GroupResource(spec.kind().group(), first.names().plural());
    var fields = new LinkedHashMap<String, pilothouse.storage.cache.SelectableField>();
    for (ResourceDefinition definition : served)
      for (SelectableField field : definition.selectableFields())
        if (!field.label().startsWith("metadata."))
          fields.putIfAbsent(field.label(), stored(field));
    return new ObjectStorage(
        layout.store(resource),
        new StoredResource(
            keys,
            first.namespaced(),
            List.copyOf(fields.values()),
            layout.form(resource),
            layout.observer(resource)),
        WindowLimits.DEFAULT,
        longestLeaseReuse);
  }

  private static pilothouse.storage.cache.SelectableField stored(SelectableField field) {
    return new pilothouse.storage.cache.SelectableField(
        field.label(), List.of(field.path()), field.absent());
  }

  public Optional<StoredRegistry> registry(GroupVersionResource resource) {
    return Optional.ofNullable(registries.get(resource));
  }

  /// The storage of a resource, whatever its version.
  public ObjectStorage storage(GroupResource resource) {
    for (ResourceDefinition definition : definitions)
      if (definition.groupResource().equals(resource) && definition.storage().isPresent())
        return java.util.Objects.requireNonNull(storages.get(definition.storage().get().prefix()));
    throw new IllegalArgumentException(resource + " is not stored");
  }

  /// Keeps the managed fields of a resource itself.
  public FieldManager fields(ResourceDefinition definition) {
    return manager(definition, "", definition.strategy().resetFields());
  }

  /// The handlers of resources.
  ///
  /// @param offered whether clients are served a resource; the server itself uses others too
  /// @param customs handlers of subresources and virtual kinds with code of their own, by the names under which definitions have them
  public ResourceLayer layer(
      Predicate<ResourceDefinition> offered,
      TypeLibrary types,
      AdmissionChain admission,
      RestSettings settings,
      Customs customs) {
    var known = new KnownKinds(definitions);
    return new ResourceLayer(
        definitions.stream()
            .filter(offered)
            .map(definition ->
                new ResourceEndpoint(
                    served(definition, types, known, admission, settings), customs))
            .toList());
  }

  private ServedResource served(
      ResourceDefinition definition,
      TypeLibrary types,
      KnownKinds known,
      AdmissionChain admission,
      RestSettings settings) {
    return new ServedResource(
        definition,
        registry(definition.resource()),
        new TypedCodec(definition, types, known),
        codecs(types, known),
        trackers(definition, types),
        admission,
        settings,
        clock);
  }

  /// The codecs of kinds that resources of other servers speak too, such as `autoscaling/v1 Scale`.
  public ServedResource.Codecs codecs(TypeLibrary types) {
    return codecs(types, new KnownKinds(definitions));
  }

  private static ServedResource.Codecs codecs(TypeLibrary types, KnownKinds known) {
    return (kind, defaults) ->
        new TypedCodec(kind, typeOf(kind, types), types, known, defaults::apply);
  }

  private ServedResource.Trackers trackers(ResourceDefinition definition, TypeLibrary types) {
    var all = new HashMap<String, FieldTracker>();
    all.put("", tracker(definition, "", definition.strategy().resetFields()));
    for (Subresource part : definition.subresources())
      if (part.action() instanceof Subresource.Action.Part(var strategy))
        all.put(part.name(), tracker(definition, part.name(), strategy.resetFields()));
      else if (part.action() instanceof Subresource.Action.Scale)
        all.put(part.name(), virtual(part.kind(), part.name(), types));
      else if (part.action() instanceof Subresource.Action.Custom
          && part.verbs().equals(Set.of(Verb.CREATE)))
        all.put(part.name(), virtual(part.kind(), part.name(), types));
    return name -> all.getOrDefault(name, FieldTracker.NONE);
  }

  private FieldTracker tracker(
      ResourceDefinition definition, String part, List<List<String>> reset) {
    return definition.storage().isEmpty()
        ? virtual(definition.kind(), part, definition.type())
        : new ManagerTracker(manager(definition, part, reset));
  }

  private FieldManager manager(
      ResourceDefinition definition, String part, List<List<String>> reset) {
    var served = byPrefix.getOrDefault(definition.storage().orElseThrow().prefix(), List.of());
    return new FieldManager(
        definition.type(),
        definition.kind(),
        part,
        FieldSet.ofPaths(reset),
        new ServedVersions(served),
        clock);
  }

  private FieldTracker virtual(GroupVersionKind kind, String part, TypeLibrary types) {
    return virtual(kind, part, typeOf(kind, types));
  }

  private static StructType typeOf(GroupVersionKind kind, TypeLibrary types) {
    return types.type(kind).orElseThrow(() -> new IllegalStateException("no type for " + kind));
  }

  /// Of a kind that is answered and not stored, which has one version.
  private FieldTracker virtual(GroupVersionKind kind, String part, StructType type) {
    return new ManagerTracker(
        new FieldManager(
            type, kind, part, FieldSet.EMPTY, Versions.only(kind.apiVersion(), type), clock));
  }

  @Override
  public void close() {
    storages.values().forEach(ObjectStorage::close);
  }
}
