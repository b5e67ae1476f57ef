package pilothouse.api.tree;

import java.util.ArrayList;
import java.util.List;

/// A JSON array.
public record ListNode(List<Node> items) implements Node {
  public static final ListNode EMPTY = new ListNode(List.of());

  public ListNode {
    items = List.copyOf(items);
  }

  public static ListNode of(List<? extends Node> items) {
    return items.isEmpty() ? EMPTY : new ListNode(List.copyOf(items));
  }

  public static ListNode of(Node... items) {
    return of(List.of(items));
  }

  public static ListNode ofTexts(Iterable<String> texts) {
    var items = new ArrayList<Node>();
    for (String text : texts) items.add(new StringNode(text));
    return of(items);
  }

  public int size() {
    return items.size();
  }

  @Override
  public String typeName() {
    return "array";
  }

  @Override
  public String toString() {
    var out = new StringBuilder("[");
    for (Node item : items) out.append(out.length() == 1 ? "" : ",").append(item);
    return out.append(']').toString();
  }
}
