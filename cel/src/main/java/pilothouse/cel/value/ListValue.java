package pilothouse.cel.value;

import java.util.ArrayList;
import java.util.List;

/// A list of values.
public non-sealed interface ListValue extends Value {
  ListValue EMPTY = new ValueList(new Value[0]);

  static ListValue of(List<Value> items) {
    return items.isEmpty() ? EMPTY : new ValueList(items.toArray(new Value[0]));
  }

  static ListValue ofTexts(List<String> texts) {
    return of(texts.stream().<Value>map(Text::new).toList());
  }

  int size();

  /// The item at an index that is within the list.
  Value get(int i);

  @Override
  default String typeName() {
    return "list";
  }

  default Value at(Value index) {
    long i = Indices.of(index);
    if (i < 0 || i >= size()) throw new EvalException("index out of bounds: " + i);
    return get((int) i);
  }

  /// Whether `value in this` holds.
  default boolean contains(Value value) {
    for (int i = 0; i < size(); i++) if (Equality.equal(get(i), value)) return true;
    return false;
  }

  /// Whether `this == other` holds: item by item, unless the schema says that the list is a set or a map.
  default boolean same(ListValue other) {
    if (other.size() != size()) return false;
    for (int i = 0; i < size(); i++) if (!Equality.equal(get(i), other.get(i))) return false;
    return true;
  }

  /// `this + other`.
  default ListValue plus(ListValue other) {
    if (other.size() == 0) return this;
    if (size() == 0) return other;
    return GrowingList.of(this).plus(other);
  }

  default List<Value> items() {
    var items = new ArrayList<Value>(size());
    for (int i = 0; i < size(); i++) items.add(get(i));
    return items;
  }
}
