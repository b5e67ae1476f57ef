package pilothouse.api.patch;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// How deep a tree is, found level by level, so that no depth is too much for it.
final class Depth {
  private Depth() {}

  static boolean exceeds(Node root, int most) {
    List<Node> level = List.of(root);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > most) return true;
      level = containersIn(level);
    }
    return false;
  }

  private static List<Node> containersIn(List<Node> level) {
    var next = new ArrayList<Node>();
    for (Node node : level) {
      if (node instanceof ListNode(var items)) for (Node item : items) add(item, next);
      if (node instanceof ObjectNode object)
        for (int i = 0; i < object.size(); i++) add(object.value(i), next);
    }
    return next;
  }

  private static void add(Node node, List<Node> next) {
    if (node instanceof ListNode || node instanceof ObjectNode) next.add(node);
  }
}
