package pilothouse.api.tree;

import java.util.List;

/// A value of the tree that an object is while it is written: immutable, members in order.
///
/// Reading is forgiving: a missing member reads as [NullNode], and the typed readers return what the caller gives for a value that is absent or of
/// another type. So validation and defaulting read deep places without ceremony; whoever must tell `null` from absent asks [ObjectNode#has].
public sealed interface Node
    permits ObjectNode, ListNode, StringNode, LongNode, DoubleNode, BoolNode, NullNode {

  /// The member of an object; [NullNode] where this is no object or has none of that name.
  default Node get(String name) {
    return NullNode.NULL;
  }

  /// The value at the end of a chain of members.
  default Node at(String... names) {
    Node node = this;
    for (String name : names) node = node.get(name);
    return node;
  }

  default boolean isNull() {
    return false;
  }

  /// This value's text; empty where it is none.
  default String text() {
    return text("");
  }

  default String text(String otherwise) {
    return otherwise;
  }

  default long number(long otherwise) {
    return otherwise;
  }

  default boolean bool(boolean otherwise) {
    return otherwise;
  }

  /// This list's items; none where it is no list.
  default List<Node> items() {
    return List.of();
  }

  /// This object; an empty one where it is none.
  default ObjectNode object() {
    return ObjectNode.EMPTY;
  }

  /// How Go's JSON messages name this kind of value: `object`, `array`, `string`, `number`, `bool`, `null`.
  String typeName();
}
