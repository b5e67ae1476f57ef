package pilothouse.api.structural;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pilothouse.api.structural.Limits.Bound;
import pilothouse.api.structural.Limits.Sizes;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Reads a schema as a CustomResourceDefinition has it, `openAPIV3Schema`, in the form of `apiextensions.k8s.io/v1`.
public final class SchemaReader {
  private SchemaReader() {}

  public static Schema read(ObjectNode json) {
    return new Schema(
        json.get("type").text(),
        json.get("nullable").bool(false),
        properties(json.get("properties").object()),
        others(json),
        json.get("items") instanceof ObjectNode items ? Optional.of(read(items)) : Optional.empty(),
        json.get("default").isNull() ? Optional.empty() : Optional.of(json.get("default")),
        json.get("x-kubernetes-preserve-unknown-fields").bool(false),
        json.get("x-kubernetes-embedded-resource").bool(false),
        json.get("x-kubernetes-int-or-string").bool(false),
        merging(json),
        limits(json),
        choices(json),
        rules(json.get("x-kubernetes-validations")));
  }

  private static Map<String, Schema> properties(ObjectNode json) {
    if (json.isEmpty()) return Map.of();
    var out = new TreeMap<String, Schema>();
    json.forEach((name, schema) -> out.put(name, read(schema.object())));
    return Collections.unmodifiableMap(out);
  }

  private static Schema.Others others(ObjectNode json) {
    return switch (json.get("additionalProperties")) {
      case ObjectNode schema -> new Schema.Others.Of(read(schema));
      case BoolNode said -> new Schema.Others.Said(said.value());
      default -> Schema.Others.UNSAID;
    };
  }

  private static Schema.Merging merging(ObjectNode json) {
    String list = json.get("x-kubernetes-list-type").text();
    String map = json.get("x-kubernetes-map-type").text();
    if (list.isEmpty() && map.isEmpty()) return Schema.Merging.NONE;
    List<String> keys =
        json.get("x-kubernetes-list-map-keys").items().stream().map(Node::text).toList();
    return new Schema.Merging(list, keys, map);
  }

  private static Schema.Choices choices(ObjectNode json) {
    List<Schema> all = each(json.get("allOf"));
    List<Schema> any = each(json.get("anyOf"));
    List<Schema> one = each(json.get("oneOf"));
    List<Schema> not =
        json.get("not") instanceof ObjectNode schema ? List.of(read(schema)) : List.of();
    boolean none = all.isEmpty() && any.isEmpty() && one.isEmpty() && not.isEmpty();
    return none ? Schema.Choices.NONE : new Schema.Choices(all, any, one, not);
  }

  private static List<Schema> each(Node list) {
    return list.items().stream().map(item -> read(item.object())).toList();
  }

  private static List<ObjectNode> rules(Node list) {
    var out = new ArrayList<ObjectNode>();
    for (Node rule : list.items()) out.add(rule.object());
    return List.copyOf(out);
  }

  private static Limits limits(ObjectNode json) {
    return new Limits(
        json.get("format").text(),
        bound(json.get("maximum"), json.get("exclusiveMaximum").bool(false)),
        bound(json.get("minimum"), json.get("exclusiveMinimum").bool(false)),
        json.get("multipleOf").isNull() ? Optional.empty() : Optional.of(json.get("multipleOf")),
        pattern(json.get("pattern").text()),
        sizes(json.get("minLength"), json.get("maxLength")),
        sizes(json.get("minItems"), json.get("maxItems")),
        sizes(json.get("minProperties"), json.get("maxProperties")),
        json.get("uniqueItems").bool(false),
        json.get("required").items().stream().map(Node::text).toList(),
        json.get("enum").items());
  }

  private static Optional<Bound> bound(Node value, boolean exclusive) {
    if (value.isNull()) return Optional.empty();
    double number = value instanceof DoubleNode(var exact) ? exact : value.number(0);
    return Optional.of(new Bound(number, exclusive));
  }

  private static Sizes sizes(Node least, Node most) {
    if (least.isNull() && most.isNull()) return Sizes.ANY;
    return new Sizes(least.number(0), most.number(Long.MAX_VALUE));
  }

  /// A pattern that cannot be read was refused when the definition was written; one that came by another way matches everything.
  private static Optional<Pattern> pattern(String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }
}
