package pilothouse.registry.fields;

import pilothouse.api.schema.Type;

/// Adds to a set each declared field of a struct that it has members below, so that removing all of them removes the field too.
final class NamedFields {
  private NamedFields() {}

  static FieldSet in(FieldSet set, Type type) {
    var out = new FieldSet.Builder();
    Shape shape = Shape.of(type, null);
    for (FieldSet.Entry entry : set.entries()) {
      Element element = entry.element();
      if (entry.member() || declared(shape, element)) out.add(element);
      if (!entry.below().isEmpty()) out.addAll(element, in(entry.below(), below(shape, element)));
    }
    return out.build();
  }

  private static boolean declared(Shape shape, Element element) {
    return element instanceof Element.Name(var name)
        && shape instanceof Shape.Members members
        && members.declared(name).isPresent();
  }

  private static Type below(Shape shape, Element element) {
    return switch (shape) {
      case Shape.Members members when element instanceof Element.Name(var name) ->
          members.member(name).orElse(Shape.ANY);
      case Shape.Items list when element instanceof Element.Key -> list.type();
      case Shape.Members _, Shape.Items _, Shape.Leaf _ -> Shape.ANY;
    };
  }
}
