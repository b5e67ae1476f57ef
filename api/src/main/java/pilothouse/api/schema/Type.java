package pilothouse.api.schema;

import java.util.List;
import java.util.function.Supplier;

/// What a value may be, and how two values of it merge. Built-in kinds derive it from published artifacts, custom resources from their CRD.
public sealed interface Type
    permits ScalarType, StructType, Type.ListOf, Type.MapOf, Type.Any, Type.Ref {

  /// A list. `keys` name the fields that identify an item of a [ListKind#MAP] list; empty for the other kinds.
  record ListOf(Type items, ListKind kind, List<String> keys) implements Type {
    public ListOf {
      keys = List.copyOf(keys);
    }
  }

  /// A map from text to values; an atomic one is owned and replaced whole.
  record MapOf(Type values, boolean atomic) implements Type {}

  /// Any tree at all, such as `RawExtension`; merged as its own content suggests unless atomic.
  record Any(boolean atomic) implements Type {}

  /// A type that is looked up when it is needed, which is how types refer to themselves.
  record Ref(String name, Supplier<Type> target) implements Type {
    @Override
    public Type resolved() {
      return target.get().resolved();
    }

    @Override
    public String toString() {
      return "Ref[" + name + "]";
    }
  }

  /// This type with references followed.
  default Type resolved() {
    return this;
  }
}
