package pilothouse.cel.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The old items of a list of type `map`, found by the keys of the new ones.
final class MapKeys {
  private final List<String> keys;
  private final Map<List<Node>, Node> old = new HashMap<>();

  MapKeys(Schema list, List<Node> items) {
    keys = list.merging().list().equals("map") ? list.merging().keys() : List.of();
    if (keys.isEmpty()) return;
    for (Node item : items)
      if (item instanceof ObjectNode object) old.putIfAbsent(key(object), item);
  }

  /// Null where the item is new, or items of the list cannot be told apart.
  Node of(Node item) {
    if (keys.isEmpty() || !(item instanceof ObjectNode object)) return NullNode.NULL;
    return old.getOrDefault(key(object), NullNode.NULL);
  }

  private List<Node> key(ObjectNode item) {
    List<Node> key = new ArrayList<>(keys.size());
    for (String name : keys) key.add(item.get(name));
    return key;
  }
}
