package pilothouse.registry.fields;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// How a value of some type is walked: as an object, as a list, or as a leaf.
///
/// Structs and maps are one thing here. Content without a declared type is deduced from the value: objects merge, lists are atomic.
sealed interface Shape {
  Type ANY = new Type.Any(false);

  /// @param struct has the declared fields; null where there are none
  /// @param others the type of members that are not declared; null where there may be none
  record Members(@Nullable StructType struct, @Nullable Type others, boolean atomic)
      implements Shape {

    /// The type of a member; empty where there can be none of that name.
    Optional<Type> member(String name) {
      Optional<Type> declared = declared(name).map(Field::type);
      return declared.isPresent() ? declared : Optional.ofNullable(others);
    }

    Optional<Field> declared(String name) {
      return struct == null ? Optional.empty() : Fields.find(struct, name);
    }
  }

  /// @param keys empty for sets and atomic lists
  record Items(Type type, ListKind kind, List<String> keys) implements Shape {
    boolean atomic() {
      return kind == ListKind.ATOMIC;
    }
  }

  record Leaf(ScalarKind kind) implements Shape {}

  /// What a leaf may hold.
  enum ScalarKind {
    TEXT,
    NUMBER,
    BOOLEAN,
    ANY
  }

  Items ATOMIC_ITEMS = new Items(new Type.Any(true), ListKind.ATOMIC, List.of());

  /// The shape of a type, for a value where the type leaves it open. An absent value or null counts as an object there.
  static Shape of(Type type, @Nullable Node value) {
    return switch (type.resolved()) {
      case StructType struct ->
          new Members(struct, struct.preservesUnknown() ? ANY : null, struct.atomic());
      case Type.MapOf map -> new Members(null, map.values(), map.atomic());
      case Type.ListOf list -> new Items(list.items(), list.kind(), list.keys());
      case Type.Any any -> deduced(any.atomic(), value);
      case ScalarType scalar -> new Leaf(kind(scalar));
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private static Shape deduced(boolean atomic, @Nullable Node value) {
    if (value instanceof ListNode) return ATOMIC_ITEMS;
    if (value == null || value.isNull() || value instanceof ObjectNode)
      return new Members(null, ANY, atomic);
    return new Leaf(ScalarKind.ANY);
  }

  private static ScalarKind kind(ScalarType type) {
    return switch (type) {
      case STRING, BYTES, DURATION -> ScalarKind.TEXT;
      case BOOL -> ScalarKind.BOOLEAN;
      case INT32, INT64, DOUBLE -> ScalarKind.NUMBER;
      case TIME, MICRO_TIME, QUANTITY, INT_OR_STRING -> ScalarKind.ANY;
    };
  }
}
