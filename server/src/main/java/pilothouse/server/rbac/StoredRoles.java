package pilothouse.server.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import pilothouse.api.tree.Node;
import pilothouse.registry.StoredRegistry;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Selection;

/// The stored roles and bindings, and an object is read once per revision. A write counts as soon as it is acknowledged; on a store that others write
/// to as well, as soon as that has told of it: nothing is asked of it with every request, and while it is away the roles that are known count.
final class StoredRoles implements Roles {
  private final Parsed<List<Rule>> roles;
  private final Parsed<List<Rule>> clusterRoles;
  private final Parsed<Binding> bindings;
  private final Parsed<Binding> clusterBindings;

  StoredRoles(
      StoredRegistry roles,
      StoredRegistry clusterRoles,
      StoredRegistry bindings,
      StoredRegistry clusterBindings) {
    this.roles = new Parsed<>(roles, StoredRoles::rules);
    this.clusterRoles = new Parsed<>(clusterRoles, StoredRoles::rules);
    this.bindings = new Parsed<>(bindings, Binding::of);
    this.clusterBindings = new Parsed<>(clusterBindings, Binding::of);
  }

  private static List<Rule> rules(Node role) {
    return role.get("rules").items().stream().map(Rule::of).toList();
  }

  @Override
  public List<Binding> clusterBindings() {
    return clusterBindings.all("");
  }

  @Override
  public List<Binding> bindings(String namespace) {
    return bindings.all(namespace);
  }

  @Override
  public Optional<List<Rule>> rules(String namespace, String name) {
    return namespace.isEmpty() ? clusterRoles.one("", name) : roles.one(namespace, name);
  }

  /// What was made of the objects of one resource. Bounded by their number: what is made of a deleted object goes when its key is next read, or when
  /// there are twice as many as objects.
  private static final class Parsed<T> {
    private record Made<T>(CachedObject object, T value) {}

    private final StoredRegistry registry;
    private final Function<Node, T> make;
    private final Map<String, Made<T>> made = new ConcurrentHashMap<>();

    Parsed(StoredRegistry registry, Function<Node, T> make) {
      this.registry = registry;
      this.make = make;
    }

    List<T> all(String namespace) {
      var snapshot = registry.cache().told();
      if (made.size() > 2 * snapshot.size() + 64) made.clear();
      var values = new ArrayList<T>();
      for (CachedObject object :
          snapshot
              .list(namespace.isEmpty() ? Selection.ALL : Selection.namespace(namespace), "", 0)
              .items()) {
        values.add(of(object));
      }
      return values;
    }

    Optional<T> one(String namespace, String name) {
      String key = registry.cache().resource().key(namespace, name);
      return registry.cache().told().get(key).map(this::of);
    }

    private T of(CachedObject object) {
      Made<T> known = made.get(object.key());
      if (known != null && known.object == object) return known.value;
      T value = make.apply(registry.tree(object));
      made.put(object.key(), new Made<>(object, value));
      return value;
    }
  }
}
