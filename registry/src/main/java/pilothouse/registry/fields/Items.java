package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;
import pilothouse.registry.fields.Element.KeyField;

/// Tells the items of sets and of lists of objects apart.
final class Items {
  private Items() {}

  /// An item that cannot be told from others, with upstream's words for why.
  static final class Unidentified extends RuntimeException {
    private Unidentified(String why) {
      super(why, null, false, false);
    }
  }

  /// @throws Unidentified where the item has nothing that identifies it
  static Element identify(Shape.Items list, Node item) {
    return list.keys().isEmpty() ? value(item) : key(list, item);
  }

  private static Element value(Node item) {
    if (item instanceof ObjectNode)
      throw new Unidentified("associative list without keys has an element that's a map type");
    if (item instanceof ListNode)
      throw new Unidentified("not supported: associative list with lists as elements");
    if (item.isNull())
      throw new Unidentified(
          "associative list without keys has an element that's an explicit null");
    return new Element.Value(item);
  }

  private static Element key(Shape.Items list, Node item) {
    if (item.isNull())
      throw new Unidentified("associative list with keys may not have a null element");
    if (!(item instanceof ObjectNode object))
      throw new Unidentified("associative list with keys may not have non-map elements");
    var fields = new ArrayList<KeyField>(list.keys().size());
    for (String name : list.keys()) {
      Node value = object.has(name) ? object.get(name) : defaultOf(list, name);
      if (object.has(name) || !value.isNull()) fields.add(new KeyField(name, value));
    }
    if (fields.isEmpty()) throw keyless(list);
    fields.sort(Comparator.comparing(KeyField::name));
    return new Element.Key(fields);
  }

  /// The value of a key that an item leaves out: its declared default, or its zero value where the type writes it always; null for none.
  private static Node defaultOf(Shape.Items list, String name) {
    if (!(Shape.of(list.type(), null) instanceof Shape.Members members)) return NullNode.NULL;
    Optional<Field> field = members.declared(name);
    if (field.isEmpty()) return NullNode.NULL;
    Node declared = field.get().defaultValue();
    return declared.isNull() && field.get().presence() == Presence.ALWAYS
        ? zero(field.get().type())
        : declared;
  }

  private static Node zero(Type type) {
    return type.resolved() instanceof ScalarType scalar ? zero(scalar) : NullNode.NULL;
  }

  private static Node zero(ScalarType type) {
    return switch (type) {
      case STRING -> new StringNode("");
      case BOOL -> BoolNode.FALSE;
      case INT32, INT64, DOUBLE -> new LongNode(0);
      case BYTES, TIME, MICRO_TIME, DURATION, QUANTITY, INT_OR_STRING -> NullNode.NULL;
    };
  }

  private static Unidentified keyless(Shape.Items list) {
    String names =
        list.keys().stream().map(FieldError::quote).collect(Collectors.joining(" ", "[", "]"));
    return new Unidentified(
        "associative list with keys has an element that omits all key fields "
            + names
            + " (and doesn't have default values for any key fields)");
  }

  static List<Element> identifyAll(Shape.Items list, List<Node> items) {
    var out = new ArrayList<Element>(items.size());
    for (Node item : items) out.add(identify(list, item));
    return out;
  }
}
