package pilothouse.cel.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.cel.value.Equality;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Value;

/// A stored list of type `map`: its items are known by their keys. Equal whatever the order; joined with another, items of equal keys are replaced in
/// place.
record MapListView(ListNode list, Schema item, List<String> keys) implements StoredList {
  @Override
  public boolean same(ListValue other) {
    if (other.size() != size()) return false;
    Map<List<Value>, Value> mine = byKey(items());
    Map<List<Value>, Value> theirs = byKey(other.items());
    if (mine.size() != theirs.size()) return false;
    for (var entry : mine.entrySet()) {
      Value match = theirs.get(entry.getKey());
      if (match == null || !Equality.equal(entry.getValue(), match)) return false;
    }
    return true;
  }

  @Override
  public ListValue plus(ListValue other) {
    List<Value> all = new ArrayList<>(items());
    var places = new HashMap<List<Value>, Integer>();
    for (int i = 0; i < all.size(); i++) places.put(key(all.get(i)), i);
    for (Value value : other.items()) {
      Integer place = places.putIfAbsent(key(value), all.size());
      if (place == null) all.add(value);
      else all.set(place, value);
    }
    return ListValue.of(all);
  }

  private Map<List<Value>, Value> byKey(List<Value> values) {
    var map = new HashMap<List<Value>, Value>();
    for (Value value : values) map.put(key(value), value);
    return map;
  }

  private List<Value> key(Value value) {
    if (!(value instanceof MapValue map)) return List.of(value);
    List<Value> key = new ArrayList<>(keys.size());
    for (String name : keys)
      key.add(map.find(Value.of(FieldNames.escape(name).orElse(name))).orElse(Value.NULL));
    return key;
  }
}
