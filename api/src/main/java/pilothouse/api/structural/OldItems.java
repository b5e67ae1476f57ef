package pilothouse.api.structural;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The items that a list map had before, by their keys. Items of other lists have nothing that tells which was which.
public final class OldItems {
  private final Map<List<Node>, Node> byKeys = new HashMap<>();
  private final Schema schema;

  public OldItems(Optional<Node> old, Schema schema) {
    this.schema = schema;
    if (!schema.merging().list().equals("map") || old.isEmpty()) return;
    if (old.get() instanceof ListNode(var items))
      for (Node item : items) byKeys.putIfAbsent(keys(item), item);
  }

  public Optional<Node> of(Node item) {
    return byKeys.isEmpty() ? Optional.empty() : Optional.ofNullable(byKeys.get(keys(item)));
  }

  private List<Node> keys(Node item) {
    return schema.merging().keys().stream().map(key -> key(item, key)).toList();
  }

  /// A key that an item leaves out is its default.
  private Node key(Node item, String key) {
    if (item instanceof ObjectNode object && object.has(key)) return object.get(key);
    return schema
        .items()
        .flatMap(items -> items.member(key))
        .flatMap(Schema::standard)
        .orElse(NullNode.NULL);
  }
}
