package pilothouse.api.patch;

import java.util.stream.Collectors;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Values as Go's `%v` prints them, which is how some of upstream's messages show a patch: `map[spec:map[replicas:x]]`.
public final class GoPrint {
  private GoPrint() {}

  public static String of(Node value) {
    return switch (value) {
      case StringNode(var text) -> text;
      case NullNode _ -> "<nil>";
      case ListNode(var items) ->
          items.stream().map(GoPrint::of).collect(Collectors.joining(" ", "[", "]"));
      case ObjectNode object ->
          object.names().stream()
              .sorted()
              .map(name -> name + ":" + of(object.get(name)))
              .collect(Collectors.joining(" ", "map[", "]"));
      case LongNode _, DoubleNode _, BoolNode _ -> value.toString();
    };
  }

  /// The Go type that a decoded value has, such as `map[string]interface {}`.
  public static String typeOf(Node value) {
    return switch (value) {
      case StringNode _ -> "string";
      case NullNode _ -> "%!s(<nil>)";
      case ListNode _ -> "[]interface {}";
      case ObjectNode _ -> "map[string]interface {}";
      case LongNode _ -> "int64";
      case DoubleNode _ -> "float64";
      case BoolNode _ -> "bool";
    };
  }
}
