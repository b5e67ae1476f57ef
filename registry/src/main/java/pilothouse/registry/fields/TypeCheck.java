package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.patch.GoPrint;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;
import pilothouse.registry.fields.Shape.ScalarKind;

/// Whether an applied configuration fits its type, in upstream's words. Source: structured-merge-diff `typed/validate.go`.
final class TypeCheck {
  private final List<String> found = new ArrayList<>();

  private TypeCheck() {}

  /// What does not fit, as one text; empty where everything does.
  static Optional<String> check(Node value, Type type) {
    var check = new TypeCheck();
    check.check("", value, type);
    if (check.found.isEmpty()) return Optional.empty();
    return Optional.of(
        check.found.size() == 1
            ? check.found.getFirst()
            : "errors:\n  " + String.join("\n  ", check.found));
  }

  private void wrong(String path, String why) {
    found.add(path.isEmpty() ? why : path + ": " + why);
  }

  private void check(String path, Node value, Type type) {
    switch (Shape.of(type, value)) {
      case Shape.Leaf(var kind) -> checkLeaf(path, value, kind);
      case Shape.Items list -> checkList(path, value, list);
      case Shape.Members members -> checkObject(path, value, members);
    }
  }

  private void checkLeaf(String path, Node value, ScalarKind kind) {
    if (value.isNull()) return;
    switch (kind) {
      case TEXT -> {
        if (!(value instanceof StringNode)) wrong(path, "expected string, got " + goValue(value));
      }
      case NUMBER -> {
        if (!(value instanceof LongNode || value instanceof DoubleNode))
          wrong(path, "expected numeric (int or float), got " + goType(value));
      }
      case BOOLEAN -> {
        if (!(value instanceof BoolNode)) wrong(path, "expected boolean, got " + pointer(value));
      }
      case ANY -> {
        if (value instanceof ListNode || value instanceof ObjectNode)
          wrong(path, "expected any scalar, got " + pointer(value));
      }
    }
  }

  private void checkList(String path, Node value, Shape.Items list) {
    if (value.isNull()) return;
    if (!(value instanceof ListNode(var items))) {
      wrong(path, "expected list, got " + pointer(value));
      return;
    }
    Set<Element> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<Element> element = element(path, list, items.get(i), i);
      if (element.isEmpty()) return;
      if (!seen.add(element.get())) wrong(path, "duplicate entries for key " + element.get());
      check(path + element.get(), items.get(i), list.type());
    }
  }

  private Optional<Element> element(String path, Shape.Items list, Node item, int i) {
    if (list.atomic()) return Optional.of(new Element.Index(i));
    try {
      return Optional.of(Items.identify(list, item));
    } catch (Items.Unidentified e) {
      wrong(path, "element " + i + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private void checkObject(String path, Node value, Shape.Members members) {
    if (value.isNull()) return;
    if (!(value instanceof ObjectNode object)) {
      wrong(path, "expected map, got " + pointer(value));
      return;
    }
    for (int i = 0; i < object.size(); i++) {
      String at = path + "." + object.name(i);
      Optional<Type> type = members.member(object.name(i));
      if (type.isEmpty()) {
        wrong(at, "field not declared in schema");
        return;
      }
      check(at, object.value(i), type.get());
    }
  }

  private static String pointer(Node value) {
    return "&{" + GoPrint.of(value) + "}";
  }

  private static String goValue(Node value) {
    return "&value.valueUnstructured{Value:" + goSyntax(value) + "}";
  }

  /// Go's `%#v`.
  private static String goSyntax(Node value) {
    return switch (value) {
      case StringNode(var text) -> FieldError.quote(text);
      case ListNode(var items) ->
          "[]interface {}{"
              + String.join(", ", items.stream().map(TypeCheck::goItem).toList())
              + "}";
      case ObjectNode object ->
          "map[string]interface {}{"
              + String.join(
                  ", ",
                  object.names().stream()
                      .sorted()
                      .map(n -> FieldError.quote(n) + ":" + goItem(object.get(n)))
                      .toList())
              + "}";
      case LongNode _, DoubleNode _, BoolNode _, NullNode _ -> GoPrint.of(value);
    };
  }

  private static String goItem(Node value) {
    return value.isNull() ? "interface {}(nil)" : goSyntax(value);
  }

  private static String goType(Node value) {
    return switch (value) {
      case StringNode _ -> "string";
      case BoolNode _ -> "bool";
      case ListNode _ -> "[]interface {}";
      case ObjectNode _ -> "map[string]interface {}";
      case LongNode _ -> "int64";
      case DoubleNode _ -> "float64";
      case NullNode _ -> "<nil>";
    };
  }
}
