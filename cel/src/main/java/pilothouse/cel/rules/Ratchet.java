package pilothouse.cel.rules;

import java.util.List;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Whether a failure is tolerated because nothing changed: the value is as it was, or the nearest value around it that can be compared is.
///
/// Members of objects are compared by name, items of lists of type `map` by their keys; items of other lists cannot be compared one by one.
///
/// Source: apiserver `pkg/cel/common/equality.go`.
final class Ratchet {
  static final Ratchet NONE = new Ratchet(Optional.empty(), Optional.empty());

  /// A value, and what it was.
  private static final class Pair {
    final Node value;
    final Node old;
    final Schema schema;
    private Optional<Boolean> equal = Optional.empty();
    private Optional<MapKeys> keys = Optional.empty();

    Pair(Node value, Node old, Schema schema) {
      this.value = value;
      this.old = old;
      this.schema = schema;
    }

    boolean unchanged() {
      if (equal.isEmpty()) equal = Optional.of(same(value, old, schema));
      return equal.get();
    }

    Optional<Pair> member(String name) {
      if (!(value instanceof ObjectNode now) || !(old instanceof ObjectNode then))
        return Optional.empty();
      if (!now.has(name) || !then.has(name)) return Optional.empty();
      return schema(name).map(member -> new Pair(now.get(name), then.get(name), member));
    }

    private Optional<Schema> schema(String name) {
      return Optional.ofNullable(schema.properties().get(name)).or(schema::otherMembers);
    }

    Optional<Pair> item(int i) {
      if (!(value instanceof ListNode now) || !(old instanceof ListNode then))
        return Optional.empty();
      if (keys.isEmpty()) keys = Optional.of(new MapKeys(schema, then.items()));
      Node match = keys.get().of(now.items().get(i));
      if (match.isNull()) return Optional.empty();
      return schema.items().map(item -> new Pair(now.items().get(i), match, item));
    }
  }

  private final Optional<Pair> current;
  private final Optional<Pair> nearest;

  private Ratchet(Optional<Pair> current, Optional<Pair> nearest) {
    this.current = current;
    this.nearest = nearest;
  }

  static Ratchet of(Node value, Node old, Schema schema) {
    return new Ratchet(Optional.of(new Pair(value, old, schema)), Optional.empty());
  }

  boolean tolerates() {
    return current.or(() -> nearest).map(Pair::unchanged).orElse(false);
  }

  Ratchet member(String name) {
    if (current.isEmpty()) return this;
    if (nearest.isEmpty() && (name.equals("apiVersion") || name.equals("kind"))) return NONE;
    return new Ratchet(current.get().member(name), current);
  }

  Ratchet item(int i) {
    return current.isEmpty() ? this : new Ratchet(current.get().item(i), current);
  }

  /// Lists of type `map` are the same in any order.
  private static boolean same(Node a, Node b, Schema schema) {
    if (a.isNull() || b.isNull()) return a.isNull() && b.isNull();
    if (a instanceof ListNode now && b instanceof ListNode then)
      return sameLists(now, then, schema);
    if (a instanceof ObjectNode now && b instanceof ObjectNode then)
      return sameObjects(now, then, schema);
    return a.equals(b);
  }

  private static boolean sameLists(ListNode now, ListNode then, Schema schema) {
    if (now.size() != then.size()) return false;
    if (!schema.merging().list().equals("map") || schema.items().isEmpty()) return now.equals(then);
    var old = new MapKeys(schema, then.items());
    List<Node> items = now.items();
    for (Node item : items) {
      Node match = old.of(item);
      if (match instanceof NullNode || !same(item, match, schema.items().get())) return false;
    }
    return true;
  }

  private static boolean sameObjects(ObjectNode now, ObjectNode then, Schema schema) {
    if (now.size() != then.size()) return false;
    for (int i = 0; i < now.size(); i++) {
      String name = now.name(i);
      Optional<Schema> member =
          Optional.ofNullable(schema.properties().get(name)).or(schema::otherMembers);
      if (!then.has(name)) return false;
      boolean same =
          member
              .map(of -> same(now.get(name), then.get(name), of))
              .orElseGet(() -> now.get(name).equals(then.get(name)));
      if (!same) return false;
    }
    return true;
  }
}
