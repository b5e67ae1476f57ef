package pilothouse.cel.value;

import java.util.Optional;

/// A map, or an object that a schema describes; keys in an order of their own.
public non-sealed interface MapValue extends Value {
  int size();

  Optional<Value> find(Value key);

  Iterable<Value> keys();

  @Override
  default String typeName() {
    return "map";
  }

  default Value at(Value key) {
    return find(key).orElseThrow(() -> EvalException.noSuchKey(key));
  }

  /// Whether `this == other` holds.
  default boolean same(MapValue other) {
    if (other.size() != size()) return false;
    for (Value key : keys()) {
      Optional<Value> mine = find(key);
      Optional<Value> theirs = other.find(key);
      if (mine.isEmpty() || theirs.isEmpty() || !Equality.equal(mine.get(), theirs.get()))
        return false;
    }
    return true;
  }
}
