package pilothouse.cel.type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.cel.value.Equality;
import pilothouse.cel.value.Value;

/// Values each once, as expressions tell them apart. Scalars are found by hash, whatever is built of others by comparing.
final class ValueSet {
  private final Set<Value> scalars = new HashSet<>();
  private final List<Value> others = new ArrayList<>();

  ValueSet(List<Value> values) {
    values.forEach(this::add);
  }

  boolean add(Value value) {
    if (scalar(value)) return scalars.add(value);
    if (contains(value)) return false;
    others.add(value);
    return true;
  }

  boolean contains(Value value) {
    if (scalar(value)) return scalars.contains(value);
    for (Value other : others) if (Equality.equal(other, value)) return true;
    return false;
  }

  int size() {
    return scalars.size() + others.size();
  }

  private static boolean scalar(Value value) {
    return value instanceof Value.Text
        || value instanceof Value.Int
        || value instanceof Value.Bool
        || value instanceof Value.Real
        || value instanceof Value.Binary
        || value instanceof Value.Moment
        || value instanceof Value.Span;
  }
}
