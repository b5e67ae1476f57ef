package pilothouse.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.json.JsonReader;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// A made-up namespaced kind over a store in memory, for tests of what the verbs mean.
final class Things implements AutoCloseable {
  static final GroupVersionKind KIND = new GroupVersionKind("example.com", "v1", "Thing");
  static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  static final WriteContext LIVE = context(false);
  static final WriteContext DRY = context(true);

  private final EmbeddedStore store = EmbeddedStore.inMemory();
  private final ObjectStorage storage =
      new ObjectStorage(store, new StoredResource("/registry/things/", true), WindowLimits.DEFAULT);
  final StoredRegistry registry;

  Things(Strategy strategy) {
    registry = new StoredRegistry(definition(strategy), storage, Optional.<Duration>empty());
  }

  static ResourceDefinition definition(Strategy strategy) {
    return new ResourceDefinition(
        KIND,
        new ResourceNames("things", "thing", List.of(), List.of()),
        true,
        Set.of(Verb.values()),
        new StructType("com.example.Thing", List.of(), false, true),
        Optional.of(new StorageSpec("things", KIND)),
        StorageSpec.Conversion.NONE,
        List.of(),
        new TableColumns(List.of(), (_, _) -> TableColumns.Row.of(List.of())),
        strategy,
        List.of(),
        "",
        "");
  }

  private static WriteContext context(boolean dryRun) {
    return new WriteContext("ns", "jane", "", List.of(), Map.of(), dryRun, NOW);
  }

  /// A thing whose JSON is written with single quotes.
  static ObjectNode thing(String metadata, String rest) {
    String json =
        "{'kind':'Thing','apiVersion':'example.com/v1','metadata':" + metadata + rest + "}";
    return JsonReader.read(Bytes.utf8(json.replace('\'', '"'))).root().object();
  }

  static ObjectNode named(String name) {
    return thing("{'name':'" + name + "'}", "");
  }

  ObjectNode created(ObjectNode object) {
    return registry.create(object, LIVE, WriteCheck.NONE).object();
  }

  ObjectNode updated(ObjectNode object) {
    return saved(object, LIVE).object();
  }

  Saved saved(ObjectNode object, WriteContext context) {
    return registry.update(Metadata.name(object), _ -> object, context, WriteCheck.NONE);
  }

  Removed deleted(String name, DeleteOptions options) {
    return registry.delete(name, options, LIVE, WriteCheck.NONE);
  }

  Optional<ObjectNode> stored(String name) {
    Optional<CachedObject> found = storage.get(registry.key("ns", name));
    return found.map(registry::tree);
  }

  /// The store's revision: it grows with every write of anything.
  long revision() {
    return store.revision();
  }

  @Override
  public void close() {
    storage.close();
    store.close();
  }
}
