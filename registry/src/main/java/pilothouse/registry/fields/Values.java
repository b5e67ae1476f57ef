package pilothouse.registry.fields;

import java.util.List;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The order and the equality of values, in which a number is what it counts, `1` being `1.0`.
final class Values {
  private Values() {}

  static boolean equal(Node left, Node right) {
    if (left == right) return true;
    return switch (left) {
      case ListNode(var items) -> right instanceof ListNode(var that) && equal(items, that);
      case ObjectNode object -> right instanceof ObjectNode that && equal(object, that);
      case LongNode _, DoubleNode _ -> number(right) && compare(left, right) == 0;
      case StringNode _, BoolNode _, NullNode _ -> left.equals(right);
    };
  }

  private static boolean equal(List<Node> left, List<Node> right) {
    if (left.size() != right.size()) return false;
    for (int i = 0; i < left.size(); i++) if (!equal(left.get(i), right.get(i))) return false;
    return true;
  }

  private static boolean equal(ObjectNode left, ObjectNode right) {
    if (left.size() != right.size()) return false;
    for (int i = 0; i < left.size(); i++) {
      String name = left.name(i);
      if (!right.has(name) || !equal(left.value(i), right.get(name))) return false;
    }
    return true;
  }

  private static boolean number(Node value) {
    return value instanceof LongNode || value instanceof DoubleNode;
  }

  /// Numbers before texts before booleans before all else, which compares as JSON text.
  static int compare(Node left, Node right) {
    if (left instanceof LongNode(var a) && right instanceof LongNode(var b))
      return Long.compare(a, b);
    if (number(left) && number(right)) return Double.compare(toDouble(left), toDouble(right));
    if (left instanceof StringNode(var a) && right instanceof StringNode(var b))
      return a.compareTo(b);
    if (left instanceof BoolNode a && right instanceof BoolNode b)
      return Boolean.compare(a.value(), b.value());
    int order = Integer.compare(rank(left), rank(right));
    return order != 0 ? order : left.toString().compareTo(right.toString());
  }

  private static double toDouble(Node value) {
    return value instanceof DoubleNode(var number) ? number : value.number(0);
  }

  private static int rank(Node value) {
    return switch (value) {
      case LongNode _, DoubleNode _ -> 0;
      case StringNode _ -> 1;
      case BoolNode _ -> 2;
      case ListNode _ -> 3;
      case ObjectNode _ -> 4;
      case NullNode _ -> 5;
    };
  }
}
