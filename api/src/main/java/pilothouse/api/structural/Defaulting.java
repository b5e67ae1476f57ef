package pilothouse.api.structural;

import java.util.ArrayList;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Fills in the defaults of a schema, and drops nulls where null is not allowed.
public final class Defaulting {
  private Defaulting() {}

  /// A value less the nulls that its schema does not allow and has no default for. Items of lists stay.
  public static Node withoutNulls(Node value, Schema schema) {
    return switch (value) {
      case ObjectNode object -> withoutNulls(object, schema);
      case ListNode list when schema.items().isPresent() -> {
        Schema items = schema.items().get();
        yield items(list, item -> withoutNulls(item, items));
      }
      default -> value;
    };
  }

  private static Node withoutNulls(ObjectNode object, Schema schema) {
    ObjectNode out = object;
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Node before = object.value(i);
      Optional<Schema> member = schema.member(name);
      if (member.isEmpty()) continue;
      Schema own = member.get();
      if (before.isNull() && !own.nullable() && own.standard().isEmpty()) out = out.without(name);
      else out = out.with(name, withoutNulls(before, own));
    }
    return out;
  }

  /// A value with what its schema says for what is absent, or null where null is not allowed.
  public static Node fill(Node value, Schema schema) {
    return switch (value) {
      case ObjectNode object -> fill(object, schema);
      case ListNode list when schema.items().isPresent() -> {
        Schema items = schema.items().get();
        yield items(list, item -> fill(replaced(item, items), items));
      }
      default -> value;
    };
  }

  private static Node fill(ObjectNode object, Schema schema) {
    ObjectNode out = object;
    for (var property : schema.properties().entrySet()) {
      Schema own = property.getValue();
      if (own.standard().isEmpty()) continue;
      String name = property.getKey();
      if (!out.has(name) || out.get(name).isNull() && !own.nullable())
        out = out.with(name, own.standard().get());
    }
    for (String name : out.names()) {
      Optional<Schema> own = schema.member(name);
      if (own.isEmpty()) continue;
      Node before = out.get(name);
      boolean property = schema.properties().containsKey(name);
      out = out.with(name, fill(property ? before : replaced(before, own.get()), own.get()));
    }
    return out;
  }

  private static Node replaced(Node value, Schema schema) {
    return value.isNull() && !schema.nullable() ? schema.standard().orElse(NullNode.NULL) : value;
  }

  private interface Change {
    Node of(Node item);
  }

  private static Node items(ListNode list, Change change) {
    var out = new ArrayList<Node>(list.size());
    boolean changed = false;
    for (Node before : list.items()) {
      Node after = change.of(before);
      changed |= after != before;
      out.add(after);
    }
    return changed ? ListNode.of(out) : list;
  }
}
