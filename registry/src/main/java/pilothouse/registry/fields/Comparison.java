package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The fields in which two values of a type differ; none is in more than one of the sets.
record Comparison(FieldSet removed, FieldSet modified, FieldSet added) {

  /// @throws Items.Unidentified where an item of a list has nothing that identifies it
  static Comparison of(Node before, Node after, Type type) {
    var found = new Difference();
    found.members(before, after, type);
    return found.result();
  }

  /// This less the fields that are in a set or below its members.
  Comparison without(FieldSet ignored) {
    if (ignored.isEmpty()) return this;
    return new Comparison(
        removed.without(ignored), modified.without(ignored), added.without(ignored));
  }

  /// What is found below one place; the parts for places further down come to be as they are looked at.
  private record Difference(
      FieldSet.Builder removed, FieldSet.Builder modified, FieldSet.Builder added) {
    Difference() {
      this(new FieldSet.Builder(), new FieldSet.Builder(), new FieldSet.Builder());
    }

    Comparison result() {
      return new Comparison(removed.build(), modified.build(), added.build());
    }

    private Difference below(Element element) {
      return new Difference(removed.below(element), modified.below(element), added.below(element));
    }

    /// Compares what is at an element; null stands for absent.
    private void compare(Element element, @Nullable Node before, @Nullable Node after, Type type) {
      if (before != null && before.equals(after)) return;
      boolean leaf =
          switch (kinds(before, after, type)) {
            case SAME ->
                compareAs(Shape.of(type, after == null ? before : after), element, before, after);
            case DIFFERENT -> {
              compareAs(Shape.of(type, before), element, before, after);
              yield compareAs(Shape.of(type, after), element, before, after);
            }
          };
      if (leaf) return;
      if (before == null) added.add(element);
      else if (after == null) removed.add(element);
    }

    private enum Kinds {
      SAME,
      DIFFERENT
    }

    /// Whether both sides are walked in one way; only content without a declared type may change its kind.
    private static Kinds kinds(@Nullable Node before, @Nullable Node after, Type type) {
      if (before == null || after == null || !(type.resolved() instanceof Type.Any))
        return Kinds.SAME;
      Class<?> left = Shape.of(type, before).getClass();
      return left == Shape.of(type, after).getClass() ? Kinds.SAME : Kinds.DIFFERENT;
    }

    /// Compares in the manner of a shape, and says whether that made the place a leaf.
    private boolean compareAs(
        Shape shape, Element element, @Nullable Node before, @Nullable Node after) {
      if (leaf(shape, before, after)) {
        compareLeaves(element, before, after);
        return true;
      }
      below(element).parts(shape, orNull(before), orNull(after));
      return false;
    }

    private static Node orNull(@Nullable Node value) {
      return value == null ? NullNode.NULL : value;
    }

    /// Two empty lists or objects are a leaf, which keeps the empty and the null apart.
    private static boolean leaf(Shape shape, @Nullable Node before, @Nullable Node after) {
      return switch (shape) {
        case Shape.Leaf _ -> true;
        case Shape.Items items ->
            items.atomic() || orNull(before).items().isEmpty() && orNull(after).items().isEmpty();
        case Shape.Members members ->
            members.atomic()
                || orNull(before).object().isEmpty() && orNull(after).object().isEmpty();
      };
    }

    private void compareLeaves(Element element, @Nullable Node before, @Nullable Node after) {
      if (before == null) added.add(element);
      else if (after == null) removed.add(element);
      else if (!Values.equal(before, after)) modified.add(element);
    }

    /// Compares what is in two values of a type, which are no leaves.
    private void members(Node before, Node after, Type type) {
      parts(Shape.of(type, after), before, after);
    }

    private void parts(Shape shape, Node before, Node after) {
      switch (shape) {
        case Shape.Leaf _ -> {}
        case Shape.Items list -> items(list, before.items(), after.items());
        case Shape.Members members -> members(members, before.object(), after.object());
      }
    }

    private void members(Shape.Members members, ObjectNode before, ObjectNode after) {
      for (String name : before.names())
        member(members, name, before.get(name), after.has(name) ? after.get(name) : null);
      for (String name : after.names())
        if (!before.has(name)) member(members, name, null, after.get(name));
    }

    private void member(
        Shape.Members members, String name, @Nullable Node before, @Nullable Node after) {
      members.member(name).ifPresent(type -> compare(new Element.Name(name), before, after, type));
    }

    private void items(Shape.Items list, List<Node> before, List<Node> after) {
      Map<Element, List<Node>> left = grouped(list, before);
      Map<Element, List<Node>> right = grouped(list, after);
      left.forEach(
          (element, items) -> items(list, element, items, right.getOrDefault(element, List.of())));
      right.forEach((element, items) -> {
        if (!left.containsKey(element)) items(list, element, List.of(), items);
      });
    }

    private static Map<Element, List<Node>> grouped(Shape.Items list, List<Node> items) {
      Map<Element, List<Node>> out = LinkedHashMap.newLinkedHashMap(items.size());
      for (Node item : items)
        out.computeIfAbsent(Items.identify(list, item), _ -> new ArrayList<>(1)).add(item);
      return out;
    }

    /// Items that are there twice are compared as one atomic thing.
    private void items(Shape.Items list, Element element, List<Node> before, List<Node> after) {
      boolean twiceBefore = before.size() > 1;
      boolean twiceAfter = after.size() > 1;
      if (twiceBefore && twiceAfter) {
        if (!Values.equal(ListNode.of(before), ListNode.of(after))) modified.add(element);
        return;
      }
      Node only = twiceBefore || before.isEmpty() ? null : before.getFirst();
      Node now = twiceAfter || after.isEmpty() ? null : after.getFirst();
      if (only != null || now != null) compare(element, only, now, list.type());
      if (twiceBefore) removed.add(element);
      if (twiceAfter) added.add(element);
    }
  }
}
