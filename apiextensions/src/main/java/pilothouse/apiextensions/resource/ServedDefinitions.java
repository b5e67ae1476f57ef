package pilothouse.apiextensions.resource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionVersion;
import pilothouse.registry.SelectableField;
import pilothouse.storage.Store;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;

/// The definitions that somebody uses, each with its storage. What a definition says of its objects may change; their storage stays while it can, but the
/// watches on it end, so that clients watch anew under the new schema.
public final class ServedDefinitions implements AutoCloseable {
  /// So long requests that began under an earlier definition may still use its storage.
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final Function<String, Optional<Definition>> current;
  private final Function<String, Optional<ObjectNode>> trees;
  private final Map<String, ServedDefinition> byName = new ConcurrentHashMap<>();

  /// @param current the definition of a name as it is now
  /// @param trees its whole object
  public ServedDefinitions(
      Surroundings surroundings,
      Function<String, Optional<Definition>> current,
      Function<String, Optional<ObjectNode>> trees) {
    this.surroundings = surroundings;
    this.current = current;
    this.trees = trees;
  }

  public ServedDefinition of(Definition definition) {
    // Marked as used under the map's lock, as letting go is: what is given out here is not closed
    // meanwhile.
    ServedDefinition made =
        byName.compute(
            definition.name(),
            (_, before) ->
                before != null && same(before.definition(), definition)
                    ? before.used()
                    : next(before, definition));
    return java.util.Objects.requireNonNull(made);
  }

  /// Lets go of what nobody uses: of schemas soon, of a storage, with the thread that keeps it up to date, later and only where nobody watches it and it
  /// has few objects.
  ///
  /// @param schemas so long nobody has asked for a definition whose schemas are forgotten
  /// @param storage the same for its storage
  public void rest(Duration schemas, Duration storage) {
    for (ServedDefinition served : byName.values()) {
      if (served.idle().compareTo(schemas) >= 0) served.forgetSchemas();
      if (served.idle().compareTo(storage) >= 0) letGo(served, storage);
    }
  }

  private void letGo(ServedDefinition served, Duration idle) {
    if (served.storage().cache().watches() > 0) {
      served.used();
      return;
    }
    if (!served.light()) return;
    ServedDefinition left =
        byName.computeIfPresent(
            served.definition().name(),
            (_, now) -> now == served && now.idle().compareTo(idle) >= 0 ? null : now);
    // No request is under way that began so long ago.
    if (left == null) served.storage().close();
  }

  /// How many definitions have a storage that is followed.
  public int inUse() {
    return byName.size();
  }

  private static boolean same(Definition known, Definition now) {
    return known.uid().equals(now.uid())
        && known.generation() == now.generation()
        && known.accepted().equals(now.accepted());
  }

  private ServedDefinition next(@Nullable ServedDefinition before, Definition definition) {
    StoredResource resource = stored(definition);
    boolean stays = before != null && before.storage().resource().equals(resource);
    ObjectStorage storage =
        stays
            ? java.util.Objects.requireNonNull(before).storage()
            : new ObjectStorage(store(definition), resource, WindowLimits.DEFAULT);
    if (before != null) {
      before.storage().cache().endWatches();
      if (!stays) retire(before.storage());
    }
    String name = definition.name();
    return new ServedDefinition(
        definition,
        () -> trees.apply(name).orElseThrow(() -> new IllegalStateException(name + " is gone")),
        storage,
        surroundings,
        () -> current.apply(name).map(Definition::closed).orElse(true));
  }

  private static void retire(ObjectStorage storage) {
    Thread.ofVirtual()
        .name("retire " + storage.resource().prefix())
        .start(() -> {
          try {
            Thread.sleep(GRACE);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          storage.close();
        });
  }

  private Store store(Definition definition) {
    return surroundings.layout().store(resource(definition));
  }

  private static GroupResource resource(Definition definition) {
    return new GroupResource(definition.group(), definition.plural());
  }

  private StoredResource stored(Definition definition) {
    var fields = new LinkedHashMap<String, pilothouse.storage.cache.SelectableField>();
    for (DefinitionVersion version : definition.versions())
      for (SelectableField field : CustomVersion.selectable(version))
        fields.putIfAbsent(
            field.label(),
            new pilothouse.storage.cache.SelectableField(
                field.label(), List.of(field.path()), field.absent()));
    Layout layout = surroundings.layout();
    String prefix = layout.prefix() + "/" + definition.group() + "/" + definition.plural() + "/";
    return new StoredResource(
        prefix,
        definition.namespaced(),
        new ArrayList<>(fields.values()),
        layout.form(resource(definition)),
        layout.observer(resource(definition)));
  }

  /// Ends the watches of a definition that is gone, and lets go of its storage.
  public void forget(String name) {
    ServedDefinition gone = byName.remove(name);
    if (gone == null) return;
    gone.storage().cache().endWatches();
    retire(gone.storage());
  }

  @Override
  public void close() {
    byName.values().forEach(served -> served.storage().close());
  }
}
