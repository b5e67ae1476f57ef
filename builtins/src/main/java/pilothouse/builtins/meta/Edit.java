package pilothouse.builtins.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Copies of an object with something put, as defaulting and resets need them. Where nothing changes the object itself comes back.
public final class Edit {
  private Edit() {}

  /// Puts a member that is absent or null.
  public static ObjectNode absent(ObjectNode object, String name, Node value) {
    return object.get(name).isNull() ? object.with(name, value) : object;
  }

  public static ObjectNode absent(ObjectNode object, String name, long value) {
    return object.get(name).isNull() ? object.with(name, new LongNode(value)) : object;
  }

  public static ObjectNode absent(ObjectNode object, String name, boolean value) {
    return object.get(name).isNull() ? object.with(name, BoolNode.of(value)) : object;
  }

  /// Puts a text where there is none or an empty one.
  public static ObjectNode blank(ObjectNode object, String name, String value) {
    return object.get(name).text().isEmpty() ? object.with(name, new StringNode(value)) : object;
  }

  /// Puts a number where there is none or 0.
  public static ObjectNode zero(ObjectNode object, String name, long value) {
    return object.get(name).number(0) == 0 ? object.with(name, new LongNode(value)) : object;
  }

  /// Edits the object under a name, where there is one.
  public static ObjectNode inside(ObjectNode object, String name, UnaryOperator<ObjectNode> edit) {
    if (!(object.get(name) instanceof ObjectNode inner)) return object;
    return object.with(name, edit.apply(inner));
  }

  /// Edits the object under a name, an empty one where there is none.
  public static ObjectNode under(ObjectNode object, String name, UnaryOperator<ObjectNode> edit) {
    return object.with(name, edit.apply(object.get(name).object()));
  }

  /// Edits every object of the list under a name, where there is one.
  public static ObjectNode each(ObjectNode object, String name, UnaryOperator<ObjectNode> edit) {
    if (!(object.get(name) instanceof ListNode list)) return object;
    var edited = new ArrayList<Node>(list.size());
    boolean changed = false;
    for (Node item : list.items()) {
      Node after = item instanceof ObjectNode o ? edit.apply(o) : item;
      changed |= after != item;
      edited.add(after);
    }
    return changed ? object.with(name, ListNode.of(edited)) : object;
  }

  /// The object with what stands at a path in another one, absent where it is absent there.
  public static ObjectNode restored(ObjectNode object, ObjectNode from, List<String> path) {
    Node value = from.at(path.toArray(String[]::new));
    return value.isNull() ? object.withoutAt(path) : object.withAt(path, value);
  }

  public static ObjectNode restored(ObjectNode object, ObjectNode from, String name) {
    return from.has(name) ? object.with(name, from.get(name)) : object.without(name);
  }

  /// The other object's members that this one lacks, added.
  public static ObjectNode merged(ObjectNode object, ObjectNode extra) {
    ObjectNode out = object;
    for (String name : extra.names()) out = absent(out, name, extra.get(name));
    return out;
  }

  /// A map with its keys sorted, as maps are on the wire.
  public static ObjectNode sorted(ObjectNode map) {
    var names = new ArrayList<>(map.names());
    names.sort(null);
    var out = ObjectNode.builder();
    for (String name : names) out.put(name, map.get(name));
    return out.build();
  }
}
