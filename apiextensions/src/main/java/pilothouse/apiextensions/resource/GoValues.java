package pilothouse.apiextensions.resource;

import pilothouse.api.patch.GoPrint;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Values as Go's accessor errors show them: `abc is of the type string`.
final class GoValues {
  private GoValues() {}

  static String show(Node value) {
    return GoPrint.of(value) + " is of the type " + type(value);
  }

  private static String type(Node value) {
    return switch (value) {
      case StringNode _ -> "string";
      case LongNode _ -> "int64";
      case DoubleNode _ -> "float64";
      case BoolNode _ -> "bool";
      case NullNode _ -> "<nil>";
      case ListNode _ -> "[]interface {}";
      case ObjectNode _ -> "map[string]interface {}";
    };
  }
}
