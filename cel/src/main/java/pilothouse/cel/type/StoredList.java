package pilothouse.cel.type;

import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;

/// A list as it is stored, seen through the schema of its items.
sealed interface StoredList extends ListValue permits ListView, MapListView, SetView {
  ListNode list();

  Schema item();

  @Override
  default int size() {
    return list().size();
  }

  @Override
  default Value get(int i) {
    return SchemaValues.of(list().items().get(i), item(), item().embedded());
  }
}
