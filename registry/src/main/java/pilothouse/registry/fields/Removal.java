package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Takes fields out of a value. A container that loses its last field becomes null: nothing is there, but it has been written.
final class Removal {
  private Removal() {}

  static ObjectNode of(ObjectNode value, FieldSet fields, Type type) {
    return fields.isEmpty() ? value : remove(value, fields, type).object();
  }

  private static Node remove(Node value, FieldSet fields, Type type) {
    return switch (Shape.of(type, value)) {
      case Shape.Leaf _ -> value;
      case Shape.Items list -> list.atomic() ? ListNode.EMPTY : items(value, list, fields);
      case Shape.Members members ->
          members.atomic() ? ObjectNode.EMPTY : members(value, members, fields);
    };
  }

  private static Node items(Node value, Shape.Items list, FieldSet fields) {
    List<Node> out = new ArrayList<>();
    for (Node item : value.items()) {
      Element element = Items.identify(list, item);
      if (fields.has(element)) continue;
      FieldSet below = fields.below(element);
      out.add(below.isEmpty() ? item : remove(item, below, list.type()));
    }
    return ListNode.of(out);
  }

  private static Node members(Node value, Shape.Members members, FieldSet fields) {
    var out = ObjectNode.builder();
    value
        .object()
        .forEach((name, member) -> {
          var element = new Element.Name(name);
          if (fields.has(element)) return;
          FieldSet below = fields.below(element);
          Type type = members.member(name).orElse(Shape.ANY);
          Node left = below.isEmpty() ? member : remove(member, below, type);
          out.put(name, !below.isEmpty() && emptied(left) ? NullNode.NULL : left);
        });
    return out.build();
  }

  private static boolean emptied(Node value) {
    return value instanceof ObjectNode object && object.isEmpty()
        || value instanceof ListNode list && list.size() == 0;
  }
}
