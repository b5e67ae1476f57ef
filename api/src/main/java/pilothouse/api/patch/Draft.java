package pilothouse.api.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// A value while a JSON patch works on it: opened, which is made mutable, only where an operation passes through.
///
/// Opened objects have their members in order of their names, since upstream's patched text, which its error messages show, has them so.
final class Draft {
  private Node closed;
  private Map<String, Draft> members = Map.of();
  private List<Draft> items = List.of();
  private boolean open;

  Draft(Node value) {
    closed = value;
  }

  boolean isObject() {
    return closed instanceof ObjectNode;
  }

  boolean isList() {
    return closed instanceof ListNode;
  }

  Map<String, Draft> members() {
    open();
    return members;
  }

  List<Draft> items() {
    open();
    return items;
  }

  private void open() {
    if (open) return;
    open = true;
    if (closed instanceof ObjectNode object) {
      members = new TreeMap<>();
      object.forEach((name, value) -> members.put(name, new Draft(value)));
      closed = ObjectNode.EMPTY;
    } else if (closed instanceof ListNode(var values)) {
      items = new ArrayList<>(values.size());
      for (Node value : values) items.add(new Draft(value));
      closed = ListNode.EMPTY;
    }
  }

  Node value() {
    if (!open) return closed;
    if (isList()) return ListNode.of(items.stream().map(Draft::value).toList());
    if (!isObject()) return closed;
    var out = ObjectNode.builder();
    members.forEach((name, member) -> out.put(name, member.value()));
    return out.build();
  }
}
