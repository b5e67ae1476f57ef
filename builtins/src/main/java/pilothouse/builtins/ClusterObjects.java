package pilothouse.builtins;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectOutcome;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.Selection;

/// The stored objects as the built-in kinds themselves use them: service addresses, and what a cluster is born with.
///
/// Writes go past strategies and admission: what is written here is complete and right. Only for resources that are stored in the version served.
public final class ClusterObjects {
  public static final String MANAGER = "kube-apiserver";

  /// What the allocator of addresses adds to a service after its fields are noted: nobody owns that.
  private static final List<String> ALLOCATED = List.of("clusterIPs", "ipFamilies");

  private final Function<GroupResource, ObjectStorage> storages;
  private final FieldStamp stamp;
  private final Clock clock;

  public ClusterObjects(
      Function<GroupResource, ObjectStorage> storages, FieldStamp stamp, Clock clock) {
    this.storages = storages;
    this.stamp = stamp;
    this.clock = clock;
  }

  public Clock clock() {
    return clock;
  }

  /// The newest state of an object, with its resourceVersion.
  public Optional<ObjectNode> get(GroupResource resource, String namespace, String name) {
    ObjectStorage storage = storages.apply(resource);
    return storage.get(storage.resource().key(namespace, name)).map(ClusterObjects::tree);
  }

  public boolean has(GroupResource resource, String namespace, String name) {
    ObjectStorage storage = storages.apply(resource);
    return storage.get(storage.resource().key(namespace, name)).isPresent();
  }

  /// All objects of a resource, at least as new as every write before the call.
  public List<ObjectNode> list(GroupResource resource) {
    var listing = storages.apply(resource).cache().fresh().list(Selection.ALL, "", 0);
    return listing.items().stream().map(ClusterObjects::tree).toList();
  }

  /// The newest revision of the resource's objects; while it stays, [#list] gives the same.
  public long revision(GroupResource resource) {
    return storages.apply(resource).cache().fresh().revision();
  }

  /// Stores a new object under a uid and creation time of its own; false where one of that name exists.
  public boolean create(GroupResource resource, ObjectNode object, String manager) {
    ObjectNode born = Metadata.with(object, Metadata.UID, UUID.randomUUID().toString());
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    born = stamped(Metadata.with(born, Metadata.CREATION_TIMESTAMP, now), manager);
    ObjectStorage storage = storages.apply(resource);
    return storage.create(key(storage, object), bytes(born)) instanceof ObjectOutcome.Written;
  }

  private ObjectNode stamped(ObjectNode object, String manager) {
    ObjectNode written = object;
    for (String allocated : ALLOCATED)
      if (written.get("spec").object().has(allocated))
        written = written.with("spec", written.get("spec").object().without(allocated));
    Node fields = Metadata.get(stamp.stamp(written, manager), Metadata.MANAGED_FIELDS);
    return Metadata.with(object, Metadata.MANAGED_FIELDS, fields);
  }

  /// Stores a changed object that [#get] or [#list] gave; false where it has changed since.
  public boolean update(GroupResource resource, ObjectNode object) {
    ObjectStorage storage = storages.apply(resource);
    long expected = Metadata.revision(object);
    return storage.update(key(storage, object), bytes(object), expected)
        instanceof ObjectOutcome.Written;
  }

  /// Deletes an object at once, if it is there.
  public void delete(GroupResource resource, String namespace, String name) {
    ObjectStorage storage = storages.apply(resource);
    String key = storage.resource().key(namespace, name);
    Optional<CachedObject> known = storage.get(key);
    while (known.isPresent())
      known =
          switch (storage.delete(key, known.get().revision())) {
            case ObjectOutcome.Written _ -> Optional.empty();
            case ObjectOutcome.Lost(var current) -> current;
          };
  }

  private static String key(ObjectStorage storage, ObjectNode object) {
    return storage.resource().key(Metadata.namespace(object), Metadata.name(object));
  }

  private static Bytes bytes(ObjectNode object) {
    return JsonWriter.compact(Metadata.without(object, Metadata.RESOURCE_VERSION));
  }

  private static ObjectNode tree(CachedObject cached) {
    return JsonReader.tree(cached.json().unsafeArray()).object();
  }
}
