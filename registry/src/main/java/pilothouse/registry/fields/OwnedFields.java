package pilothouse.registry.fields;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The fields that a value sets: its leaves, the items of its lists, the members of its maps, and empty or null members themselves.
final class OwnedFields {
  private OwnedFields() {}

  static FieldSet of(Node value, Type type) {
    var out = new FieldSet.Builder();
    collectBelow(value, type, out);
    return out.build();
  }

  private static void collect(Element element, Node value, Type type, FieldSet.Builder out) {
    if (leaf(value, type)) out.add(element);
    else collectBelow(value, type, out.below(element));
  }

  private static boolean leaf(Node value, Type type) {
    return switch (Shape.of(type, value)) {
      case Shape.Leaf _ -> true;
      case Shape.Items items -> items.atomic();
      case Shape.Members members -> members.atomic();
    };
  }

  private static void collectBelow(Node value, Type type, FieldSet.Builder out) {
    switch (Shape.of(type, value)) {
      case Shape.Leaf _ -> {}
      case Shape.Items list -> items(value.items(), list, out);
      case Shape.Members members -> members(value.object(), members, out);
    }
  }

  private static void members(ObjectNode object, Shape.Members members, FieldSet.Builder out) {
    object.forEach((name, value) -> {
      var element = new Element.Name(name);
      members.member(name).ifPresent(type -> collect(element, value, type, out));
      boolean empty = value.isNull() || value instanceof ObjectNode inner && inner.isEmpty();
      if (empty || members.declared(name).isEmpty()) out.add(element);
    });
  }

  /// Of items that are there twice only the place itself is a member.
  private static void items(List<Node> items, Shape.Items list, FieldSet.Builder out) {
    if (list.atomic()) return;
    List<Element> elements = Items.identifyAll(list, items);
    Set<Element> seen = new HashSet<>();
    Set<Element> twice = new HashSet<>();
    for (Element element : elements) if (!seen.add(element)) twice.add(element);
    for (int i = 0; i < elements.size(); i++) {
      Element element = elements.get(i);
      out.add(element);
      if (!twice.contains(element)) collect(element, items.get(i), list.type(), out);
    }
  }
}
