package pilothouse.apiextensions.resource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.structural.SchemaTypes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionVersion;
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

/// Makes the endpoints of a definition from its schemas.
final class EndpointBuilder {
  private static final String METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
  private static final Schema ANYTHING = SchemaReader.read(ObjectNode.EMPTY);
  private static final GroupVersionKind SCALE = new GroupVersionKind("autoscaling", "v1", "Scale");

  private final Definition definition;
  private final ObjectNode crd;
  private final ObjectStorage storage;
  private final Surroundings surroundings;
  private final BooleanSupplier terminating;
  private final Schemas schemas;
  private final Metadatas metadatas;
  private final Converter converter;
  private final Map<String, StructType> types;

  EndpointBuilder(
      Definition definition,
      ObjectNode crd,
      ObjectStorage storage,
      Surroundings surroundings,
      BooleanSupplier terminating) {
    this.definition = definition;
    this.crd = crd;
    this.storage = storage;
    this.surroundings = surroundings;
    this.terminating = terminating;
    this.schemas = new Schemas(crd);
    this.metadatas = new Metadatas(surroundings.types());
    this.converter = surroundings.converters().of(crd);
    var schemaTypes = new SchemaTypes(metadatas.type());
    this.types =
        CustomVersion.byApiVersion(
            definition,
            version -> schemaTypes.of(CustomVersion.typeName(kind(version)), schema(version)));
  }

  private Schema schema(String version) {
    return schemas.of(version).orElse(ANYTHING);
  }

  private GroupVersionKind kind(String version) {
    return new GroupVersionKind(definition.group(), version, definition.accepted().kind());
  }

  private String apiVersion(String version) {
    return definition.group() + "/" + version;
  }

  private StructType type(String version) {
    return java.util.Objects.requireNonNull(types.get(apiVersion(version)), version);
  }

  private ResourceDefinition resource(String version) {
    DefinitionVersion one = definition.version(version).orElseThrow();
    Schema schema = schema(version);
    var conversion =
        new CustomConversion(
            schemas,
            converter,
            metadatas,
            apiVersion(version),
            apiVersion(definition.stored().name()),
            "/" + definition.uid() + "/" + definition.generation());
    Rules rules = schema.hasRules() ? surroundings.rules().compile(schema) : Rules.NONE;
    return new CustomVersion(definition, one)
        .served(crd, schema, type(version), conversion, rules, docs(), terminating);
  }

  private CustomColumns.MetadataDocs docs() {
    return new CustomColumns.MetadataDocs(
        surroundings.docs().description(METADATA, "name"),
        Ages.described(surroundings.docs().description(METADATA, "creationTimestamp")));
  }

  StoredRegistry registry(String version) {
    return new StoredRegistry(resource(version), storage, Optional.empty());
  }

  ResourceEndpoint endpoint(String version) {
    ResourceDefinition resource = resource(version);
    ObjectCodec scale = surroundings.codecs().of(SCALE, object -> object);
    var codec = new CustomCodec(kind(version), schema(version), type(version), metadatas, scale);
    return new ResourceEndpoint(
        new ServedResource(
            resource,
            Optional.of(new StoredRegistry(resource, storage, Optional.empty())),
            codec,
            surroundings.codecs(),
            trackers(resource),
            surroundings.admission(),
            surroundings.settings(),
            surroundings.clock()),
        Customs.NONE);
  }

  private ServedResource.Trackers trackers(ResourceDefinition resource) {
    var all = new HashMap<String, FieldTracker>();
    all.put("", tracker(resource, "", resource.strategy().resetFields()));
    for (Subresource part : resource.subresources())
      switch (part.action()) {
        case Subresource.Action.Part(var strategy) ->
            all.put(part.name(), tracker(resource, part.name(), strategy.resetFields()));
        case Subresource.Action.Scale _ -> all.put(part.name(), scale(part.name()));
        case Subresource.Action.Custom _ -> {}
      }
    return name -> all.getOrDefault(name, FieldTracker.NONE);
  }

  private FieldTracker tracker(ResourceDefinition resource, String part, List<List<String>> reset) {
    return new ManagerTracker(
        new FieldManager(
            resource.type(),
            resource.kind(),
            part,
            FieldSet.ofPaths(reset),
            new CustomVersions(types, converter),
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
