package pilothouse.api.structural;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// Whether sets have each item once, and list maps each key.
///
/// Source of the texts: apiextensions-apiserver `pkg/apiserver/schema/listtype/validation.go`.
public final class ListTypes {
  private ListTypes() {}

  public static List<FieldError> check(ObjectNode object, Schema schema) {
    var errors = new Errors();
    members(FieldPath.ROOT, object, schema, errors);
    return errors.list();
  }

  private static void value(FieldPath path, Node value, Schema schema, Errors errors) {
    if (value instanceof ObjectNode object) members(path, object, schema, errors);
    if (!(value instanceof ListNode(var items))) return;
    switch (schema.merging().list()) {
      case "set" ->
          repeated(items)
              .forEach(i -> errors.add(FieldError.duplicate(path.index(i), items.get(i))));
      case "map" -> keyed(path, items, schema, errors);
      default -> {}
    }
    if (schema.items().isEmpty()) return;
    for (int i = 0; i < items.size(); i++)
      value(path.index(i), items.get(i), schema.items().get(), errors);
  }

  private static void members(FieldPath path, ObjectNode object, Schema schema, Errors errors) {
    schema
        .otherMembers()
        .ifPresent(others ->
            object.forEach((name, value) -> value(path.key(name), value, others, errors)));
    schema
        .properties()
        .forEach((name, property) -> {
          if (object.has(name)) value(path.child(name), object.get(name), property, errors);
        });
  }

  private static void keyed(FieldPath path, List<Node> items, Schema schema, Errors errors) {
    for (int i = 0; i < items.size(); i++)
      if (!(items.get(i) instanceof ObjectNode) && !items.get(i).isNull()) {
        String detail = "must be an object for an array of list-type map";
        errors.add(FieldError.invalid(path.index(i), items.get(i), detail));
        return;
      }
    var keys = new ArrayList<Node>();
    for (Node item : items) keys.add(key(item.object(), schema.merging().keys()));
    repeated(keys).forEach(i -> errors.add(FieldError.duplicate(path.index(i), keys.get(i))));
  }

  private static ObjectNode key(ObjectNode item, List<String> fields) {
    var out = ObjectNode.builder();
    for (String field : fields.stream().sorted().toList())
      if (item.has(field)) out.put(field, item.get(field));
    return out.build();
  }

  /// Where each value that is there more than once stands for the second time.
  private static List<Integer> repeated(List<Node> values) {
    var counts = new HashMap<Node, Integer>();
    var out = new ArrayList<Integer>();
    for (int i = 0; i < values.size(); i++)
      if (counts.merge(values.get(i), 1, Integer::sum) == 2) out.add(i);
    return out;
  }
}
