package pilothouse.api.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Cleans what a patch sets anew, where there is nothing for directives to act on.
final class Directives {
  private Directives() {}

  /// The value less everything that bears a `$patch`; empty where it does itself.
  static Optional<Node> kept(Node value) {
    if (value instanceof ListNode(var items)) return Optional.of(ListNode.of(removed(items)));
    if (!(value instanceof ObjectNode object)) return Optional.of(value);
    if (object.has(StrategicMergePatch.DIRECTIVE)) return Optional.empty();
    var out = ObjectNode.builder();
    object.forEach((name, member) -> kept(member).ifPresent(node -> out.put(name, node)));
    return Optional.of(out.build());
  }

  static List<Node> removed(List<Node> items) {
    var out = new ArrayList<Node>(items.size());
    for (Node item : items) kept(item).ifPresent(out::add);
    return out;
  }

  /// The value less null members at any depth.
  static Node withoutNulls(Node value) {
    if (value instanceof ListNode(var items))
      return ListNode.of(items.stream().map(Directives::withoutNulls).toList());
    if (!(value instanceof ObjectNode object)) return value;
    var out = ObjectNode.builder();
    object.forEach((name, member) -> {
      if (!member.isNull()) out.put(name, withoutNulls(member));
    });
    return out.build();
  }
}
