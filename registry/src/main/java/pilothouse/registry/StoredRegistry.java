package pilothouse.registry;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.WatchCache;

/// What the verbs mean for one stored resource in one served version.
///
/// Reads give [CachedObject]s, whose bytes go to clients as they are; only [#tree] decodes one. Writes take and give trees.
public final class StoredRegistry {
  private final ResourceDefinition definition;
  private final ObjectStorage storage;
  private final StoredObjects objects;
  private final ResourceStore store;
  private final Creation creation;
  private final Replacement replacement;
  private final Removal removal;

  /// @param timeToLive after which objects vanish by themselves; empty for kinds that stay
  public StoredRegistry(
      ResourceDefinition definition, ObjectStorage storage, Optional<Duration> timeToLive) {
    this.definition = definition;
    this.storage = storage;
    this.objects = new StoredObjects(definition, definition.storage().orElseThrow());
    this.store = new ResourceStore(storage, objects, timeToLive);
    this.creation = new Creation(definition, store, new GeneratedNames(new SecureRandom()));
    this.replacement = new Replacement(definition, store, creation);
    this.removal = new Removal(definition, store);
  }

  public ResourceDefinition definition() {
    return definition;
  }

  /// Where lists and watches are answered from.
  public WatchCache cache() {
    return storage.cache();
  }

  /// @throws ApiException `BadRequest` where the name cannot be a name
  public String key(String namespace, String name) {
    return store.key(namespace, name);
  }

  /// @throws ApiException `NotFound`
  public CachedObject get(String namespace, String name) {
    return storage
        .get(store.key(namespace, name))
        .orElseThrow(() -> ApiException.notFound(definition.groupResource(), name));
  }

  /// Decodes an object into the served version, with its resourceVersion.
  public ObjectNode tree(CachedObject cached) {
    if (definition.conversion().batches())
      return JsonReader.tree(json(cached).unsafeArray()).object();
    return objects.tree(cached);
  }

  /// The object's compact JSON in the served version.
  public Bytes json(CachedObject cached) {
    StoredObjects.requireReadable(cached);
    if (objects.servedAsStored()) return cached.json();
    return cached.encoded(form(), this::encode);
  }

  /// The value of a field that selectors may name, as the served version has it: what is kept may have it elsewhere or not at all.
  public String field(CachedObject cached, String label) {
    if (!definition.conversion().batches()) return cached.field(label);
    return definition.selectableFields().stream()
        .filter(field -> field.label().equals(label))
        .findFirst()
        .map(field -> value(cached, field))
        .orElseGet(() -> cached.field(label));
  }

  private String value(CachedObject cached, SelectableField field) {
    Node value =
        JsonReader.tree(json(cached).unsafeArray()).at(field.path().toArray(String[]::new));
    return switch (value) {
      case StringNode(var text) -> text;
      case BoolNode _, LongNode _, DoubleNode _ -> value.toString();
      case ObjectNode _, ListNode _, NullNode _ -> field.absent();
    };
  }

  private String form() {
    return "json/" + definition.kind().apiVersion() + definition.conversion().form();
  }

  /// Where it comes to what is kept anyway, that is shared.
  private Bytes encode(CachedObject cached) {
    Bytes bytes = JsonWriter.compact(objects.tree(cached));
    return bytes.equals(cached.json()) ? cached.json() : bytes;
  }

  /// A look at one field of each, before the first byte of an answer is out, after which no error could be told.
  ///
  /// @throws ApiException where one cannot be read: a list that leaves it out would be a lie
  public void requireReadable(List<CachedObject> all) {
    all.forEach(StoredObjects::requireReadableInList);
  }

  /// Makes [#json] of many objects ready with one conversion, where each would take one of its own.
  public void prepare(List<CachedObject> items) {
    if (!definition.conversion().batches()) return;
    List<CachedObject> pending = items.stream().filter(item -> !item.hasEncoding(form())).toList();
    List<ObjectNode> made =
        definition
            .conversion()
            .fromStored(
                pending.stream()
                    .map(item -> JsonReader.tree(item.json().unsafeArray()).object())
                    .toList());
    for (int i = 0; i < made.size(); i++) {
      Bytes bytes = JsonWriter.compact(made.get(i));
      pending.get(i).encoded(form(), _ -> bytes);
    }
  }

  /// Whether [#json] gives the very bytes that are kept.
  public boolean servedAsStored() {
    return objects.servedAsStored();
  }

  /// How many stored objects have been decoded so far. Reads in JSON decode none.
  public long decodedObjects() {
    return objects.decoded();
  }

  /// Stores a new object, whose defaults are filled in and whose fields are managed already.
  ///
  /// @throws ApiException `Invalid`, `AlreadyExists`, and what `check` throws
  public Saved create(ObjectNode object, WriteContext context, WriteCheck check) {
    return creation.create(object, context, check);
  }

  /// Changes an object through the resource itself.
  public Saved update(String name, Change change, WriteContext context, WriteCheck check) {
    return update(name, change, definition.strategy(), context, check);
  }

  /// Changes an object through a part of it, under the part's own strategy.
  ///
  /// @throws ApiException `NotFound`, `Conflict`, `Invalid`, and what `change` and `check` throw
  public Saved update(
      String name, Change change, Strategy strategy, WriteContext context, WriteCheck check) {
    return replacement.update(name, change, strategy, context, check);
  }

  /// @throws ApiException `NotFound`, `Conflict` where preconditions fail, and what `check` throws
  public Removed delete(
      String name, DeleteOptions options, WriteContext context, WriteCheck check) {
    return removal.delete(name, options, context, check);
  }
}
