package pilothouse.cel.type;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;

/// A stored list of type `set`: equal whatever the order, and joined with another without doubling.
record SetView(ListNode list, Schema item) implements StoredList {
  @Override
  public boolean same(ListValue other) {
    if (other.size() != size()) return false;
    var mine = new ValueSet(items());
    for (Value value : other.items()) if (!mine.contains(value)) return false;
    return new ValueSet(other.items()).size() == mine.size();
  }

  @Override
  public ListValue plus(ListValue other) {
    var seen = new ValueSet(items());
    List<Value> all = new ArrayList<>(items());
    for (Value value : other.items()) if (seen.add(value)) all.add(value);
    return ListValue.of(all);
  }
}
