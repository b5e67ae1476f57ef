package pilothouse.cel.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A map of computed values. Loops add to it in constant time: maps share one table, each seeing the entries that were there when it was made;
/// only the newest may add in place.
public final class GrowingMap implements MapValue {
  public static final GrowingMap EMPTY = new GrowingMap(new Table(), 0);

  private static final class Table {
    final List<Value> keys = new ArrayList<>();
    final List<Value> values = new ArrayList<>();
    final Map<Object, Integer> index = new HashMap<>();
  }

  private final Table table;
  private final int size;

  private GrowingMap(Table table, int size) {
    this.table = table;
    this.size = size;
  }

  /// This map and one entry more.
  ///
  /// @throws EvalException where the key is there already, or can be none
  public GrowingMap with(Value key, Value value) {
    Object normal = MapKeys.normal(key);
    Integer at = table.index.get(normal);
    if (at != null && at < size)
      throw new EvalException("insert failed: key " + Printing.plain(key) + " already exists");
    Table target = size > 0 && table.keys.size() == size ? table : copy();
    target.index.put(normal, size);
    target.keys.add(key);
    target.values.add(value);
    return new GrowingMap(target, size + 1);
  }

  /// A literal may name a key twice: the last value counts.
  public GrowingMap replacing(Value key, Value value) {
    Integer at = table.index.get(MapKeys.normal(key));
    if (at == null || at >= size) return with(key, value);
    Table target = copy();
    target.values.set(at, value);
    return new GrowingMap(target, size);
  }

  private Table copy() {
    var copy = new Table();
    for (int i = 0; i < size; i++) {
      copy.index.put(MapKeys.normal(table.keys.get(i)), i);
      copy.keys.add(table.keys.get(i));
      copy.values.add(table.values.get(i));
    }
    return copy;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Optional<Value> find(Value key) {
    if (!MapKeys.possible(key)) return Optional.empty();
    Integer at = table.index.get(MapKeys.normal(key));
    return at == null || at >= size ? Optional.empty() : Optional.of(table.values.get(at));
  }

  @Override
  public Iterable<Value> keys() {
    return List.copyOf(table.keys.subList(0, size));
  }
}
