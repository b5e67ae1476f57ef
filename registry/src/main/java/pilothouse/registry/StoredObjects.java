package pilothouse.registry;

import java.util.concurrent.atomic.LongAdder;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.cache.CachedObject;

/// Turns what is kept of a resource into trees of its served version, and trees into what is kept.
final class StoredObjects {
  private final ResourceDefinition definition;
  private final StorageSpec storage;
  private final LongAdder decoded = new LongAdder();

  StoredObjects(ResourceDefinition definition, StorageSpec storage) {
    this.definition = definition;
    this.storage = storage;
  }

  /// Whether the bytes that are kept are those that clients of this version get.
  boolean servedAsStored() {
    return definition.kind().equals(storage.kind()) && definition.conversion().form().isEmpty();
  }

  /// Decodes an object, with its resourceVersion, into the served version.
  ///
  /// @throws ApiException where the stored bytes cannot be read
  ObjectNode tree(CachedObject cached) {
    requireReadable(cached);
    decoded.increment();
    ObjectNode stored = JsonReader.tree(cached.json().unsafeArray()).object();
    if (servedAsStored()) return stored;
    return definition.strategy().defaults(definition.conversion().fromStored(stored));
  }

  /// @throws ApiException `InternalError` where the stored bytes cannot be read. Source: apiserver `pkg/storage/errors/storage.go`
  static void requireReadable(CachedObject cached) {
    if (cached.isDamaged()) throw ApiException.internal(cached.damage());
  }

  /// The same for one of many, which has to be named.
  static void requireReadableInList(CachedObject cached) {
    if (cached.isDamaged())
      throw ApiException.internal(
          "unable to transform key \"" + cached.key() + "\": " + cached.damage());
  }

  /// What is kept of an object: the stored version without resourceVersion.
  Bytes bytes(ObjectNode served) {
    ObjectNode bare = Metadata.without(served, Metadata.RESOURCE_VERSION);
    return JsonWriter.compact(servedAsStored() ? bare : definition.conversion().toStored(bare));
  }

  long decoded() {
    return decoded.sum();
  }
}
