package pilothouse.api.patch;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Trees for tests: written down in a few letters, or any at all.
final class Trees {
  private Trees() {}

  /// An object of names and values by turns; a value is a text, a number, a boolean, null, a list or a tree.
  static ObjectNode obj(Object... members) {
    var out = ObjectNode.builder();
    for (int i = 0; i < members.length; i += 2) out.put((String) members[i], node(members[i + 1]));
    return out.build();
  }

  static ListNode list(Object... items) {
    return ListNode.of(List.of(items).stream().map(Trees::node).toList());
  }

  private static Node node(Object value) {
    return switch (value) {
      case Node node -> node;
      case String text -> new StringNode(text);
      case Integer number -> new LongNode(number);
      case Boolean bool -> BoolNode.of(bool);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  static Arbitrary<ObjectNode> objects(boolean nulls) {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), nodes(nulls, 2))
        .ofMaxSize(4)
        .map(members -> {
          var out = ObjectNode.builder();
          members.forEach(out::put);
          return out.build();
        });
  }

  private static Arbitrary<Node> nodes(boolean nulls, int depth) {
    Arbitrary<Node> leaves =
        Arbitraries.of(new StringNode("x"), new LongNode(1), BoolNode.TRUE, ListNode.EMPTY);
    if (nulls) leaves = Arbitraries.oneOf(leaves, Arbitraries.just(NullNode.NULL));
    if (depth == 0) return leaves;
    Arbitrary<Node> inner = Arbitraries.lazy(() -> nodes(nulls, depth - 1));
    Arbitrary<Node> lists = inner.list().ofMaxSize(3).map(ListNode::of);
    Arbitrary<Node> objects =
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner)
            .ofMaxSize(3)
            .map(members -> {
              var out = ObjectNode.builder();
              members.forEach(out::put);
              return out.build();
            });
    return Arbitraries.oneOf(leaves, lists, objects);
  }
}
