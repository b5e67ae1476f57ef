package pilothouse.cel.type;

import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;

/// A stored list.
record ListView(ListNode list, Schema item) implements ListValue {
  @Override
  public int size() {
    return list.size();
  }

  @Override
  public Value get(int i) {
    return SchemaValues.of(list.items().get(i), item, item.embedded());
  }
}
