package pilothouse.server.rest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.Column;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.ResourceNames;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.Strategy;
import pilothouse.registry.TableColumns;
import pilothouse.registry.Verb;
import pilothouse.registry.admission.AdmissionChain;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;
import pilothouse.server.http.TestCall;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// A made-up namespaced kind with its handlers over a store in memory: `/apis/example.com/v1/namespaces/<ns>/things`.
final class Things implements AutoCloseable {
  static final GroupVersionKind KIND = new GroupVersionKind("example.com", "v1", "Thing");
  private static final Type TEXTS = new Type.MapOf(ScalarType.STRING, false);

  private static final StructType METADATA =
      struct(
          field("name", ScalarType.STRING),
          field("generateName", ScalarType.STRING),
          field("namespace", ScalarType.STRING),
          field("uid", ScalarType.STRING),
          field("resourceVersion", ScalarType.STRING),
          field("creationTimestamp", ScalarType.STRING),
          field("labels", TEXTS));

  private static final StructType THING =
      struct(
          field("kind", ScalarType.STRING),
          field("apiVersion", ScalarType.STRING),
          field("metadata", METADATA),
          field("data", TEXTS));

  private final EmbeddedStore store = EmbeddedStore.inMemory();
  private final ObjectStorage storage;
  private final ResourceEndpoint endpoint;

  Things() {
    this(WindowLimits.DEFAULT, "");
  }

  /// @param deprecation the warning that every use carries; empty for none
  Things(WindowLimits limits, String deprecation) {
    ResourceDefinition definition = definition(deprecation);
    storage = new ObjectStorage(store, new StoredResource("/registry/things/", true), limits);
    var types = new TypeLibrary(new byte[0], () -> new byte[0]);
    var known = new KnownKinds(List.of(definition));
    endpoint =
        new ResourceEndpoint(
            new ServedResource(
                definition,
                Optional.of(new StoredRegistry(definition, storage, Optional.empty())),
                new TypedCodec(definition, types, known),
                (kind, defaults) -> new TypedCodec(kind, THING, types, known, defaults::apply),
                _ -> FieldTracker.NONE,
                AdmissionChain.NONE,
                RestSettings.DEFAULT,
                Clock.fixed(Instant.parse("2026-05-04T03:02:01Z"), ZoneOffset.UTC)),
            Customs.NONE);
  }

  private static StructType struct(Field... fields) {
    return new StructType("com.example.Struct", List.of(fields), false, false);
  }

  private static Field field(String name, Type type) {
    return new Field(
        name, 0, type, Presence.UNLESS_ZERO, false, Patching.REPLACE, NullNode.NULL, false);
  }

  static ResourceDefinition definition(String deprecation) {
    return new ResourceDefinition(
        KIND,
        new ResourceNames("things", "thing", List.of("th"), List.of()),
        true,
        Set.of(Verb.values()),
        THING,
        Optional.of(new StorageSpec("things", KIND)),
        StorageSpec.Conversion.NONE,
        List.of(),
        new TableColumns(
            List.of(new Column("Name", "string", "name", "The name.", 0)),
            (object, _) ->
                TableColumns.Row.of(List.of(new StringNode(object.at("metadata", "name").text())))),
        new Strategy() {},
        List.of(),
        "",
        deprecation);
  }

  Response send(Call call) {
    return endpoint.handle(call);
  }

  /// @param path below the namespace `ns`: `things`, `things/a?pretty=1`
  Response get(String path, String... headers) {
    return send(TestCall.get(url(path), headers));
  }

  Response send(String method, String path, String body, String... headers) {
    return send(TestCall.of(method, url(path), body.replace('\'', '"'), headers));
  }

  static String url(String path) {
    return "/apis/example.com/v1/namespaces/ns/" + path;
  }

  void create(String... names) {
    for (String name : names)
      send("POST", "things", "{'metadata':{'name':'" + name + "'},'data':{'k':'" + name + "'}}");
  }

  /// Forgets the past, as a store does from time to time.
  void compact() {
    store.compact(store.revision());
  }

  @Override
  public void close() {
    storage.close();
    store.close();
  }
}
