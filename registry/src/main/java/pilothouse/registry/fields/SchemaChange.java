package pilothouse.registry.fields;

import pilothouse.api.schema.Type;

/// Carries a set of fields over to a type in which something has become atomic since: whoever owned a part of it owns the whole of it.
final class SchemaChange {
  private SchemaChange() {}

  static FieldSet reconciled(FieldSet set, Type type) {
    if (!(Shape.of(type, null) instanceof Shape.Members members) || members.struct() == null)
      return set;
    return fits(set, members) ? set : below(set, members);
  }

  private static boolean fits(FieldSet set, Shape shape) {
    for (FieldSet.Entry entry : set.entries()) {
      if (entry.below().isEmpty()) continue;
      Shape inner = inner(shape, entry.element());
      if (atomic(inner) || !fits(entry.below(), inner)) return false;
    }
    return true;
  }

  private static FieldSet below(FieldSet set, Shape shape) {
    var out = new FieldSet.Builder();
    for (FieldSet.Entry entry : set.entries()) {
      Element element = entry.element();
      Shape inner = inner(shape, element);
      boolean whole = !entry.below().isEmpty() && atomic(inner);
      if (entry.member() || whole) out.add(element);
      if (!whole) out.addAll(element, below(entry.below(), inner));
    }
    return out.build();
  }

  /// The shape of what an element leads to; a leaf, below which nothing changes, where there is no declared type.
  private static Shape inner(Shape shape, Element element) {
    return switch (shape) {
      case Shape.Members members when element instanceof Element.Name(var name) ->
          members.member(name).map(SchemaChange::shape).orElse(OPEN);
      case Shape.Items list when !(element instanceof Element.Name) -> shape(list.type());
      case Shape.Members _, Shape.Items _, Shape.Leaf _ -> OPEN;
    };
  }

  private static final Shape OPEN = new Shape.Leaf(Shape.ScalarKind.ANY);

  private static Shape shape(Type type) {
    return type.resolved() instanceof Type.Any ? OPEN : Shape.of(type, null);
  }

  private static boolean atomic(Shape shape) {
    return switch (shape) {
      case Shape.Leaf _ -> false;
      case Shape.Items list -> list.atomic();
      case Shape.Members members -> members.atomic();
    };
  }
}
