package pilothouse.registry.fields;

import java.util.List;
import java.util.stream.Collectors;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;

/// One step of a field's path, ordered as upstream writes them: names, then keys, then values, then indices.
public sealed interface Element extends Comparable<Element> {

  /// A member of an object, `f:replicas` or `.replicas`.
  record Name(String name) implements Element {
    @Override
    public String toString() {
      return "." + name;
    }
  }

  /// An item of a list of objects by the fields that identify it, `k:{"name":"a"}` or `[name="a"]`; fields in order of their names.
  record Key(List<KeyField> fields) implements Element {
    public Key {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return fields.stream()
          .map(f -> f.name() + "=" + Element.print(f.value()))
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /// A field of a [Key].
  record KeyField(String name, Node value) {}

  /// An item of a set, `v:"a"` or `[="a"]`.
  record Value(Node value) implements Element {
    @Override
    public String toString() {
      return "[=" + Element.print(value) + "]";
    }
  }

  /// An item of a list by its place, `i:0` or `[0]`.
  record Index(int index) implements Element {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  private static String print(Node value) {
    return value instanceof StringNode(var text) ? FieldError.quote(text) : value.toString();
  }

  @Override
  default int compareTo(Element other) {
    return switch (this) {
      case Name(var name) when other instanceof Name(var that) -> name.compareTo(that);
      case Key key when other instanceof Key that -> compare(key.fields, that.fields);
      case Value(var value) when other instanceof Value(var that) -> Values.compare(value, that);
      case Index(var index) when other instanceof Index(var that) -> Integer.compare(index, that);
      case Name _, Key _, Value _, Index _ -> Integer.compare(rank(), other.rank());
    };
  }

  private int rank() {
    return switch (this) {
      case Name _ -> 0;
      case Key _ -> 1;
      case Value _ -> 2;
      case Index _ -> 3;
    };
  }

  private static int compare(List<KeyField> left, List<KeyField> right) {
    int shorter = Math.min(left.size(), right.size());
    for (int i = 0; i < shorter; i++) {
      int order = left.get(i).name().compareTo(right.get(i).name());
      if (order == 0) order = Values.compare(left.get(i).value(), right.get(i).value());
      if (order != 0) return order;
    }
    return Integer.compare(left.size(), right.size());
  }
}
