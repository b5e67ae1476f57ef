package pilothouse.apiextensions.resource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaTypes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.metadata.Metadatas;
import pilothouse.builtins.table.Ages;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.Subresource;
import pilothouse.registry.fields.FieldManager;
import pilothouse.registry.fields.FieldSet;
import pilothouse.registry.fields.Versions;
import pilothouse.server.rest.Customs;
import pilothouse.server.rest.FieldTracker;
import pilothouse.server.rest.ManagerTracker;
import pilothouse.server.rest.ObjectCodec;
import pilothouse.server.rest.ResourceEndpoint;
import pilothouse.server.rest.ServedResource;
import pilothouse.storage.cache.ObjectStorage;

/// Makes the endpoints of a definition: one that reads, which needs no schema until there is an object, and the whole of it.
final class EndpointBuilder {
  private static final String METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
  private static final GroupVersionKind SCALE = new GroupVersionKind("autoscaling", "v1", "Scale");

  private final Definition definition;
  private final ObjectStorage storage;
  private final Surroundings surroundings;
  private final BooleanSupplier terminating;
  private final Metadatas metadatas;
  private final Later<Content> content;

  EndpointBuilder(
      Definition definition,
      Supplier<ObjectNode> crd,
      ObjectStorage storage,
      Surroundings surroundings,
      BooleanSupplier terminating) {
    this.definition = definition;
    this.storage = storage;
    this.surroundings = surroundings;
    this.terminating = terminating;
    this.metadatas = new Metadatas(surroundings.types());
    this.content = new Later<>(() -> Content.of(crd.get(), surroundings.converters()));
  }

  private GroupVersionKind kind(String version) {
    return new GroupVersionKind(definition.group(), version, definition.accepted().kind());
  }

  private String apiVersion(String version) {
    return definition.group() + "/" + version;
  }

  private Map<String, StructType> types() {
    var types = new SchemaTypes(metadatas.type());
    return CustomVersion.byApiVersion(
        definition,
        version -> types.of(CustomVersion.typeName(kind(version)), content.get().schema(version)));
  }

  private CustomVersion one(String version) {
    return new CustomVersion(definition, definition.version(version).orElseThrow());
  }

  private CustomConversion conversion(String version) {
    return new CustomConversion(
        content,
        definition.webhook(),
        metadatas,
        apiVersion(version),
        apiVersion(definition.stored().name()),
        "/" + definition.uid() + "/" + definition.generation());
  }

  private ResourceDefinition resource(String version, StructType type) {
    Schema schema = content.get().schema(version);
    Rules rules = schema.hasRules() ? surroundings.rules().compile(schema) : Rules.NONE;
    return one(version)
        .served(
            schema,
            type,
            conversion(version),
            CustomColumns.of(content, version, this::docs),
            rules,
            docs(),
            terminating);
  }

  private CustomColumns.MetadataDocs docs() {
    return new CustomColumns.MetadataDocs(
        surroundings.docs().description(METADATA, "name"),
        Ages.described(surroundings.docs().description(METADATA, "creationTimestamp")));
  }

  /// For the server's own use of the objects of a version.
  StoredRegistry registry(String version) {
    return registry(resource(version, CustomVersion.typeless(kind(version))));
  }

  private StoredRegistry registry(ResourceDefinition resource) {
    return new StoredRegistry(resource, storage, Optional.empty());
  }

  /// Of everything.
  ResourceEndpoint whole(String version) {
    Map<String, StructType> types = types();
    StructType type = java.util.Objects.requireNonNull(types.get(apiVersion(version)), version);
    ResourceDefinition resource = resource(version, type);
    ObjectCodec scale = surroundings.codecs().of(SCALE, object -> object);
    Schema schema = content.get().schema(version);
    var codec = new CustomCodec(kind(version), schema, type, metadatas, scale);
    return endpoint(resource, codec, trackers(resource, types));
  }

  /// Of objects and collections that are read.
  ResourceEndpoint reads(String version) {
    ResourceDefinition resource =
        one(version).read(conversion(version), CustomColumns.of(content, version, this::docs));
    ObjectCodec scale = surroundings.codecs().of(SCALE, object -> object);
    // Nothing is decoded that would need the schema.
    var codec = new CustomCodec(kind(version), Content.ANYTHING, resource.type(), metadatas, scale);
    return endpoint(resource, codec, _ -> FieldTracker.NONE);
  }

  private ResourceEndpoint endpoint(
      ResourceDefinition resource, ObjectCodec codec, ServedResource.Trackers trackers) {
    return new ResourceEndpoint(
        new ServedResource(
            resource,
            Optional.of(registry(resource)),
            codec,
            surroundings.codecs(),
            trackers,
            surroundings.admission(),
            surroundings.settings(),
            surroundings.clock()),
        Customs.NONE);
  }

  private ServedResource.Trackers trackers(
      ResourceDefinition resource, Map<String, StructType> types) {
    var versions = new CustomVersions(types, content.get().converter());
    var all = new HashMap<String, FieldTracker>();
    all.put("", tracker(resource, "", resource.strategy().resetFields(), versions));
    for (Subresource part : resource.subresources())
      switch (part.action()) {
        case Subresource.Action.Part(var strategy) ->
            all.put(part.name(), tracker(resource, part.name(), strategy.resetFields(), versions));
        case Subresource.Action.Scale _ -> all.put(part.name(), scale(part.name()));
        case Subresource.Action.Custom _ -> {}
      }
    return name -> all.getOrDefault(name, FieldTracker.NONE);
  }

  private FieldTracker tracker(
      ResourceDefinition resource, String part, List<List<String>> reset, Versions versions) {
    return new ManagerTracker(
        new FieldManager(
            resource.type(),
            resource.kind(),
            part,
            FieldSet.ofPaths(reset),
            versions,
            surroundings.clock()));
  }

  private FieldTracker scale(String part) {
    StructType type = surroundings.types().type(SCALE).orElseThrow();
    Versions only = Versions.only(SCALE.apiVersion(), type);
    return new ScaleTracker(
        new ManagerTracker(
            new FieldManager(type, SCALE, part, FieldSet.EMPTY, only, surroundings.clock())));
  }
}
