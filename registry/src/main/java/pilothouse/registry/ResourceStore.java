package pilothouse.registry;

import java.time.Duration;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.Formats;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectOutcome;
import pilothouse.storage.cache.ObjectStorage;

/// The stored objects of a resource as trees of one served version.
final class ResourceStore {
  private final ObjectStorage storage;
  private final StoredObjects objects;
  private final Optional<Duration> timeToLive;

  ResourceStore(ObjectStorage storage, StoredObjects objects, Optional<Duration> timeToLive) {
    this.storage = storage;
    this.objects = objects;
    this.timeToLive = timeToLive;
  }

  Optional<Duration> timeToLive() {
    return timeToLive;
  }

  /// @throws ApiException `BadRequest` where a name cannot stand in a key
  String key(String namespace, String name) {
    for (String why : Formats.pathSegment(name))
      throw ApiException.badRequest(
          "Name parameter invalid: " + FieldError.quote(name) + ": " + why);
    return storage.cache().resource().key(namespace, name);
  }

  Optional<CachedObject> get(String key) {
    return storage.get(key);
  }

  ObjectNode tree(CachedObject cached) {
    return objects.tree(cached);
  }

  /// An object that was just written, with the resourceVersion it got.
  ObjectNode at(ObjectNode object, CachedObject stored) {
    return Metadata.with(object, Metadata.RESOURCE_VERSION, Long.toString(stored.revision()));
  }

  /// What is kept of an object.
  Bytes bytes(ObjectNode object) {
    return objects.bytes(object);
  }

  ObjectOutcome create(String key, ObjectNode object, Optional<Duration> ttl) {
    Bytes bytes = bytes(object);
    try {
      return ttl.isPresent() ? storage.create(key, bytes, ttl.get()) : storage.create(key, bytes);
    } catch (StoreException.TooLarge _) {
      throw tooLarge();
    }
  }

  /// Whether writing `bytes` over `current` would change nothing that is kept.
  static boolean same(Bytes bytes, CachedObject current) {
    return current.hasContent(bytes) && !current.isStale();
  }

  /// @param bytes from [#bytes]
  ObjectOutcome update(String key, Bytes bytes, long expected) {
    try {
      return timeToLive.isPresent()
          ? storage.update(key, bytes, expected, timeToLive.get())
          : storage.update(key, bytes, expected);
    } catch (StoreException.TooLarge _) {
      throw tooLarge();
    }
  }

  ObjectOutcome delete(String key, long expected) {
    return storage.delete(key, expected);
  }

  private static ApiException tooLarge() {
    return ApiException.of(Reason.UNKNOWN, "etcdserver: request is too large");
  }
}
