package pilothouse.apiextensions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionReader;
import pilothouse.registry.StoredRegistry;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.Snapshot;
import pilothouse.storage.cache.WatchCache;

/// The definitions that are stored, each read once a revision.
///
/// What this server wrote is seen at once; what another one wrote on the same store, as soon as the store tells of it. A request
/// asks the store itself only for what is missing or not served yet: it would ask every time otherwise, and where the store is another process that is a
/// round trip.
final class Catalog {
  /// What makes a definition large, and is nothing to [Definition].
  private static final Set<String> UNREAD = Set.of("openAPIV3Schema", "managedFields");

  private final StoredRegistry registry;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /// Makes threads that find definitions changed take turns.
  private final ReentrantLock reading = new ReentrantLock();

  private volatile @Nullable All all;

  /// A definition, and the revision of it that was read: a store has it once.
  private record Entry(long revision, Definition definition) {}

  private record All(Snapshot snapshot, List<Definition> definitions) {}

  /// @param registry of `apiextensions.k8s.io/v1` CustomResourceDefinitions
  Catalog(StoredRegistry registry) {
    this.registry = registry;
  }

  StoredRegistry registry() {
    return registry;
  }

  Optional<Definition> find(String name) {
    Optional<CachedObject> source = source(name);
    if (source.isEmpty()) {
      entries.remove(name);
      return Optional.empty();
    }
    return Optional.of(entry(source.get()).definition());
  }

  /// The definition as it is stored.
  Optional<ObjectNode> tree(String name) {
    return source(name).map(source -> JsonReader.tree(source.json().unsafeArray()).object());
  }

  private Optional<CachedObject> source(String name) {
    String key = registry.key("", name);
    WatchCache cache = registry.cache();
    return cache.current().get(key).or(() -> cache.fresh().get(key));
  }

  private Entry entry(CachedObject source) {
    Entry known = entries.get(source.name());
    if (known != null && known.revision() == source.revision()) return known;
    Node tree = JsonReader.treeWithout(source.json().unsafeArray(), UNREAD);
    var fresh = new Entry(source.revision(), DefinitionReader.read(tree.object()));
    entries.put(source.name(), fresh);
    return fresh;
  }

  /// Takes in what this server has just written, so that nobody need read it.
  void learn(String name, long revision, Definition definition) {
    var fresh = new Entry(revision, definition);
    entries.merge(name, fresh, (known, now) -> known.revision() > revision ? known : now);
  }

  /// The same, but where what is known of it is not as wanted, what the store has now.
  Optional<Definition> find(String name, Predicate<Definition> wanted) {
    Optional<Definition> known = find(name);
    if (known.isEmpty() || wanted.test(known.get())) return known;
    return registry
        .cache()
        .fresh()
        .get(registry.key("", name))
        .map(source -> entry(source).definition());
  }

  /// All definitions in order of their names; the same list as long as none changed. Also those that another server has just stored.
  List<Definition> all() {
    Snapshot snapshot = registry.cache().fresh();
    All known = all;
    if (known != null && known.snapshot().sameObjects(snapshot)) return known.definitions();
    reading.lock();
    try {
      known = all;
      if (known != null && known.snapshot().sameObjects(snapshot)) return known.definitions();
      var fresh = new All(snapshot, read(snapshot));
      all = fresh;
      return fresh.definitions();
    } finally {
      reading.unlock();
    }
  }

  private List<Definition> read(Snapshot snapshot) {
    List<CachedObject> sources = snapshot.list(Selection.ALL, "", 0).items();
    var names = HashMap.<String, Boolean>newHashMap(sources.size());
    for (CachedObject source : sources) names.put(source.name(), true);
    entries.keySet().removeIf(name -> !names.containsKey(name));
    return sources.stream().map(source -> entry(source).definition()).toList();
  }
}
