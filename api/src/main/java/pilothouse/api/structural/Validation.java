package pilothouse.api.structural;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;

/// Checks values against schemas. On updates what was wrong already and stays as it was is forgiven.
///
/// Old and new values correspond by member names and by the keys of list maps; items of other lists, and what several schemas say together, have no old
/// value. Source of order and texts: kube-openapi `pkg/validation/validate`.
public final class Validation {
  /// Fields of an object itself whose changes nobody sees, as old and new are read in one version; so they are never forgiven.
  private static final Set<String> TYPE = Set.of("apiVersion", "kind");

  private Validation() {}

  /// What is wrong with a new object.
  public static List<FieldError> check(Node value, Schema schema) {
    return validate("", value, Optional.empty(), schema).errors();
  }

  /// What is wrong with a changed object.
  public static List<FieldError> check(Node value, Node old, Schema schema) {
    return validate("", value, Optional.of(old), schema).errors();
  }

  private static Findings validate(String path, Node value, Optional<Node> old, Schema schema) {
    var out = new Findings();
    out.merge(type(path, value, schema));
    if (value.isNull()) {
      out.merge(values(path, value, schema));
    } else {
      out.checked();
      out.merge(choices(path, value, schema));
      out.checked();
      own(path, value, old, schema, out);
    }
    out.checked();
    if (!out.clean() && old.isPresent() && old.get().equals(value)) out.forgive();
    return out;
  }

  private static void own(
      String path, Node value, Optional<Node> old, Schema schema, Findings out) {
    switch (value) {
      case StringNode(var text) -> Texts.check(path, text, schema, out);
      case LongNode _, DoubleNode _ -> Numbers.check(path, value, schema, out);
      case ListNode list -> items(path, list, old, schema, out);
      case ObjectNode _, BoolNode _, NullNode _ -> {}
    }
    out.merge(values(path, value, schema));
    out.checked();
    if (value instanceof ObjectNode object) {
      out.merge(members(path, object, old, schema));
      out.checked();
    }
  }

  private static Findings type(String path, Node value, Schema schema) {
    var out = new Findings();
    List<String> types = types(schema);
    if (value.isNull()) {
      if (!types.isEmpty() && !schema.nullable()) out.type(path, String.join(",", types), "null");
      return out;
    }
    if (types.isEmpty()) return out;
    String format = schema.limits().format();
    String sent = typeOf(value);
    boolean whole =
        value instanceof DoubleNode(var d) && Numbers.isSafeInteger(d) && types.contains("integer");
    boolean fits = types.contains(sent) || sent.equals("integer") && types.contains("number");
    boolean shaped = value instanceof StringNode || value instanceof ListNode;
    if (!format.isEmpty() && !shaped && !fits && !whole) {
      if (!formatOf(value).equals(format)) out.type(path, format, formatOf(value));
      else out.type(path, String.join(",", types), sent);
      return out;
    }
    boolean numeric = types.contains("number") || types.contains("integer");
    if (!format.isEmpty() && shaped && !numeric) return out;
    if (!fits && !whole) out.type(path, String.join(",", types), sent);
    else out.checked();
    return out;
  }

  private static List<String> types(Schema schema) {
    if (schema.intOrString()) return List.of("integer", "string");
    return schema.type().isEmpty() ? List.of() : List.of(schema.type());
  }

  private static String typeOf(Node value) {
    return switch (value) {
      case ObjectNode _ -> "object";
      case ListNode _ -> "array";
      case StringNode _ -> "string";
      case LongNode _ -> "integer";
      case DoubleNode _ -> "number";
      case BoolNode _ -> "boolean";
      case NullNode _ -> "null";
    };
  }

  private static String formatOf(Node value) {
    if (value instanceof LongNode) return "int64";
    return value instanceof DoubleNode ? "float64" : "";
  }

  private static Findings values(String path, Node value, Schema schema) {
    var out = new Findings();
    List<Node> allowed = schema.limits().values();
    if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> Numbers.same(one, value)))
      out.values(path, value, allowed);
    else out.checked();
    return out;
  }

  private static void items(
      String path, ListNode list, Optional<Node> old, Schema schema, Findings out) {
    if (schema.items().isPresent()) {
      var before = new OldItems(old, schema);
      for (int i = 0; i < list.size(); i++) {
        Node item = list.items().get(i);
        out.merge(validate(path + "[" + i + "]", item, before.of(item), schema.items().get()));
      }
    }
    Limits.Sizes sizes = schema.limits().items();
    var size = new LongNode(list.size());
    if (list.size() < sizes.least())
      out.invalid(path, size, "should have at least " + sizes.least() + " items");
    if (list.size() > sizes.most()) out.tooMany(path, list.size(), sizes.most());
    if (schema.limits().unique() && list.items().stream().distinct().count() < list.size())
      out.invalid(path, new StringNode(""), "shouldn't contain duplicates");
    out.checked();
  }

  private static Findings members(
      String path, ObjectNode object, Optional<Node> old, Schema schema) {
    var out = new Findings();
    Limits.Sizes sizes = schema.limits().members();
    if (object.size() < sizes.least()) {
      String says = "should have at least " + sizes.least() + " properties";
      out.invalid(path, new LongNode(object.size()), says);
      return out;
    }
    if (object.size() > sizes.most()) {
      out.tooMany(path, object.size(), sizes.most());
      return out;
    }
    object.forEach((name, value) -> {
      if (!schema.properties().containsKey(name)) other(path, name, value, old, schema, out);
    });
    schema
        .properties()
        .forEach((name, property) -> {
          if (object.has(name))
            out.merge(
                validate(
                    child(path, name),
                    object.get(name),
                    path.isEmpty() && TYPE.contains(name) ? Optional.empty() : before(old, name),
                    property));
        });
    for (String name : schema.limits().required())
      if (!object.has(name)) out.required(path + "." + name);
    return out;
  }

  private static void other(
      String path, String name, Node value, Optional<Node> old, Schema schema, Findings out) {
    switch (schema.others()) {
      case Schema.Others.Of(var others) ->
          out.merge(validate(path + "." + name, value, before(old, name), others));
      case Schema.Others.Said(boolean allowed) -> {
        if (allowed) return;
        String detail = path + "." + name + " in body is a forbidden property";
        out.plain(path, new StringNode(name), detail);
      }
      case Schema.Others.Unsaid _ -> {}
    }
  }

  private static Optional<Node> before(Optional<Node> old, String name) {
    return old.filter(node -> node instanceof ObjectNode object && object.has(name))
        .map(node -> node.get(name));
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Findings choices(String path, Node value, Schema schema) {
    var out = new Findings();
    Schema.Choices choices = schema.choices();
    any(path, value, choices.any(), out);
    one(path, value, choices.one(), out);
    all(path, value, choices.all(), out);
    for (Schema not : choices.not())
      if (validate(path, value, Optional.empty(), not).clean())
        out.nowhere("\"" + path + "\" must not validate the schema (not)");
    out.checked();
    return out;
  }

  private static void any(String path, Node value, List<Schema> schemas, Findings out) {
    if (schemas.isEmpty()) return;
    Findings best = null;
    for (Schema schema : schemas) {
      Findings result = validate(path, value, Optional.empty(), schema);
      if (result.clean()) {
        out.merge(result);
        return;
      }
      if (best == null || result.checks() > best.checks()) best = result;
    }
    out.nowhere("\"" + path + "\" must validate at least one schema (anyOf)");
    if (best != null) out.merge(best);
  }

  private static void one(String path, Node value, List<Schema> schemas, Findings out) {
    if (schemas.isEmpty()) return;
    Findings best = null;
    Findings first = null;
    int valid = 0;
    for (Schema schema : schemas) {
      Findings result = validate(path, value, Optional.empty(), schema);
      if (result.clean()) {
        valid++;
        if (first == null) first = result;
      } else if (best == null || result.checks() > best.checks()) best = result;
    }
    if (valid == 1 && first != null) {
      out.merge(first);
      return;
    }
    String found = valid == 0 ? "Found none valid" : "Found " + valid + " valid alternatives";
    out.nowhere("\"" + path + "\" must validate one and only one schema (oneOf). " + found);
    if (valid == 0 && best != null) out.merge(best);
  }

  private static void all(String path, Node value, List<Schema> schemas, Findings out) {
    int valid = 0;
    for (Schema schema : schemas) {
      Findings result = validate(path, value, Optional.empty(), schema);
      if (result.clean()) valid++;
      out.merge(result);
    }
    if (valid == schemas.size()) return;
    String none = valid == 0 ? ". None validated" : "";
    out.nowhere("\"" + path + "\" must validate all the schemas (allOf)" + none);
  }
}
