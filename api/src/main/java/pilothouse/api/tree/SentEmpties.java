package pilothouse.api.tree;

/// Makes plain nulls of the lists and maps that a client sent empty ([NullNode#SENT_EMPTY]), as the store does.
///
/// Between the two the managed fields are kept: who sends an empty list where there was none owns it.
public final class SentEmpties {
  private SentEmpties() {}

  public static ObjectNode settled(ObjectNode object) {
    ObjectNode out = object;
    for (int i = 0; i < object.size(); i++) {
      Node value = object.value(i);
      Node settled = settled(value);
      if (settled != value) out = out.with(object.name(i), settled);
    }
    return out;
  }

  private static Node settled(Node value) {
    return switch (value) {
      case NullNode _ -> NullNode.NULL;
      case ObjectNode object -> settled(object);
      case ListNode list -> settled(list);
      case StringNode _, LongNode _, DoubleNode _, BoolNode _ -> value;
    };
  }

  private static ListNode settled(ListNode list) {
    for (Node item : list.items()) if (settled(item) != item) return changed(list);
    return list;
  }

  private static ListNode changed(ListNode list) {
    return ListNode.of(list.items().stream().map(SentEmpties::settled).toList());
  }
}
