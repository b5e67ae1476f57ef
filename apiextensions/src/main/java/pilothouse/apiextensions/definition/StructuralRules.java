package pilothouse.apiextensions.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What makes a schema structural: it tells the type of everything outside of its logical parts, and nothing but values inside of them.
///
/// Source: apiextensions-apiserver `pkg/apiserver/schema/validation.go` and `complete.go`.
final class StructuralRules {
  private static final Node INT_OR_STRING =
      ListNode.of(ObjectNode.of("type", "integer"), ObjectNode.of("type", "string"));

  /// What schemas may not say at all, and how upstream's message names it.
  private static final List<String> UNSUPPORTED =
      List.of(
          "id",
          "$schema",
          "$ref",
          "patternProperties",
          "dependencies",
          "additionalItems",
          "definitions");

  private final List<FieldError> found = new ArrayList<>();

  private StructuralRules() {}

  /// The findings in the order of their texts.
  static List<FieldError> check(FieldPath path, ObjectNode schema) {
    var rules = new StructuralRules();
    rules.invariants(schema, Level.ROOT, path);
    rules.complete(schema, Optional.of(schema), path, path);
    return rules.found.stream().sorted(Comparator.comparing(FieldError::toString)).toList();
  }

  /// Why a schema cannot even be read as a structural one; empty where it can.
  static String unsupported(ObjectNode schema) {
    var why = new StringBuilder();
    SchemaWalk.any(
        schema,
        one -> {
          for (String name : UNSUPPORTED)
            if (present(one, name)) {
              why.append("OpenAPIV3Schema '")
                  .append(name.equals("$schema") ? "schema" : name)
                  .append("' is not supported");
              return true;
            }
          if (one.get("items") instanceof ListNode items && items.size() > 0) {
            why.append("OpenAPIV3Schema 'items' must be a schema, but is an array");
            return true;
          }
          return false;
        });
    return why.toString();
  }

  private static boolean present(ObjectNode schema, String name) {
    Node value = schema.get(name);
    return switch (value) {
      case ObjectNode object -> !object.isEmpty() || name.equals("additionalItems");
      default -> !value.isNull() && !value.text("x").isEmpty();
    };
  }

  private enum Level {
    ROOT("at the root"),
    ITEM("for specified array items"),
    FIELD("for specified object fields");

    private final String words;

    Level(String words) {
      this.words = words;
    }
  }

  private void required(FieldPath path, String detail) {
    found.add(FieldError.required(path, detail));
  }

  private void forbidden(FieldPath path, String detail) {
    found.add(FieldError.forbidden(path, detail));
  }

  private void invariants(ObjectNode schema, Level level, FieldPath path) {
    String type = schema.get("type").text();
    if (type.equals("array") && schema.get("items").isNull())
      required(path.child("items"), "must be specified");
    if (schema.get("items") instanceof ObjectNode items)
      invariants(items, Level.ITEM, path.child("items"));
    schema
        .get("properties")
        .object()
        .forEach((name, property) ->
            invariants(property.object(), Level.FIELD, path.child("properties").key(name)));
    additional(schema, level, path);
    extensions(schema, path);
    values(schema, level, path);
    type(schema, type, level, path);
    meta(schema, level, path);
    boolean bare =
        flag(schema, "x-kubernetes-embedded-resource")
            && !flag(schema, "x-kubernetes-preserve-unknown-fields");
    if (bare && schema.get("properties").object().isEmpty())
      required(
          path.child("properties"),
          "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
  }

  private static boolean flag(Node schema, String name) {
    return schema.get(name).bool(false);
  }

  private void additional(ObjectNode schema, Level level, FieldPath path) {
    Node additional = schema.get("additionalProperties");
    if (additional.isNull()) return;
    FieldPath at = path.child("additionalProperties");
    if (level == Level.ROOT) forbidden(at, "must not be used at the root");
    if (additional instanceof ObjectNode others) invariants(others, Level.FIELD, at);
    if (flag(schema, "x-kubernetes-embedded-resource"))
      forbidden(at, "must not be used if x-kubernetes-embedded-resource is set");
  }

  private void extensions(ObjectNode schema, FieldPath path) {
    if (!flag(schema, "x-kubernetes-int-or-string")) return;
    for (String name :
        List.of("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"))
      if (flag(schema, name))
        found.add(
            FieldError.invalid(
                path.child(name),
                BoolNode.TRUE,
                "must be false if x-kubernetes-int-or-string is true"));
  }

  private void type(ObjectNode schema, String type, Level level, FieldPath path) {
    boolean free =
        flag(schema, "x-kubernetes-int-or-string")
            || flag(schema, "x-kubernetes-preserve-unknown-fields");
    FieldPath at = path.child("type");
    if (flag(schema, "x-kubernetes-embedded-resource") && !type.equals("object")) {
      String detail = "must be object if x-kubernetes-embedded-resource is true";
      found.add(
          type.isEmpty() ? FieldError.required(at, detail) : FieldError.invalid(at, type, detail));
    } else if (type.isEmpty() && !free) required(at, "must not be empty " + level.words);
    if (level == Level.ROOT && !type.isEmpty() && !type.equals("object"))
      found.add(FieldError.invalid(at, type, "must be object at the root"));
  }

  private void meta(ObjectNode schema, Level level, FieldPath path) {
    boolean resource = level == Level.ROOT || flag(schema, "x-kubernetes-embedded-resource");
    ObjectNode properties = schema.get("properties").object();
    for (String name : List.of("kind", "apiVersion")) {
      String type = properties.at(name, "type").text();
      if (resource && properties.has(name) && !type.equals("string"))
        found.add(
            FieldError.invalid(
                path.child("properties").key(name).child("type"), type, "must be string"));
    }
    if (properties.has("metadata"))
      metadata(
          properties.get("metadata").object(),
          resource,
          level,
          path.child("properties").key("metadata"));
  }

  private void metadata(ObjectNode schema, boolean resource, Level level, FieldPath path) {
    String type = schema.get("type").text();
    if (resource && !type.equals("object"))
      found.add(FieldError.invalid(path.child("type"), type, "must be object"));
    if (level != Level.ROOT) return;
    ObjectNode rest = schema.without("type").without("default").without("x-kubernetes-map-type");
    ObjectNode named = rest.get("properties").object().without("name").without("generateName");
    if (named.isEmpty()) rest = rest.without("properties");
    if (!rest.isEmpty() && hasMeaning(rest))
      forbidden(
          path,
          "must not specify anything other than name and generateName, but metadata is implicitly specified");
  }

  private static boolean hasMeaning(ObjectNode schema) {
    for (int i = 0; i < schema.size(); i++) {
      Node value = schema.value(i);
      boolean zero =
          value.isNull()
              || value.equals(BoolNode.FALSE)
              || value.equals(ObjectNode.EMPTY)
              || value.equals(ListNode.EMPTY);
      if (!zero) return true;
    }
    return false;
  }

  private void values(ObjectNode schema, Level level, FieldPath path) {
    boolean any = schema.get("anyOf").equals(INT_OR_STRING);
    Node first =
        schema.get("allOf").items().isEmpty()
            ? ObjectNode.EMPTY
            : schema.get("allOf").items().getFirst();
    boolean all = first.get("anyOf").equals(INT_OR_STRING);
    valueParts(schema, any, all, level, path);
  }

  private void valueParts(
      ObjectNode schema, boolean skipAny, boolean skipFirstAll, Level level, FieldPath path) {
    List<Node> any = schema.get("anyOf").items();
    for (int i = 0; i < any.size() && !skipAny; i++)
      nested(any.get(i).object(), false, level, path.child("anyOf").index(i));
    List<Node> all = schema.get("allOf").items();
    for (int i = 0; i < all.size(); i++)
      nested(all.get(i).object(), skipFirstAll && i == 0, level, path.child("allOf").index(i));
    List<Node> one = schema.get("oneOf").items();
    for (int i = 0; i < one.size(); i++)
      nested(one.get(i).object(), false, level, path.child("oneOf").index(i));
    if (schema.get("not") instanceof ObjectNode not) nested(not, false, level, path.child("not"));
    pattern(schema.get("pattern").text(), path.child("pattern"));
  }

  private void pattern(String text, FieldPath path) {
    if (text.isEmpty()) return;
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      String why =
          "must be a valid regular expression, but isn't: error parsing regexp: "
              + e.getDescription()
              + (e.getPattern() == null || e.getPattern().isEmpty()
                  ? ""
                  : ": `" + e.getPattern() + "`");
      found.add(FieldError.invalid(path, text, why));
    }
  }

  private void nested(ObjectNode schema, boolean skipAny, Level level, FieldPath path) {
    valueParts(schema, skipAny, false, level, path);
    if (schema.get("items") instanceof ObjectNode items)
      nested(items, false, level, path.child("items"));
    schema
        .get("properties")
        .object()
        .forEach((name, property) ->
            nested(property.object(), false, Level.FIELD, path.child("properties").key(name)));
    for (String name : List.of("type", "title", "description"))
      if (!schema.get(name).text().isEmpty())
        forbidden(path.child(name), "must be empty to be structural");
    boolean others =
        schema.get("additionalProperties") instanceof ObjectNode
            || flag(schema, "additionalProperties");
    if (others) forbidden(path.child("additionalProperties"), "must be undefined to be structural");
    if (!schema.get("default").isNull())
      forbidden(path.child("default"), "must be undefined to be structural");
    for (String name :
        List.of(
            "nullable",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string"))
      if (flag(schema, name)) forbidden(path.child(name), "must be false to be structural");
    if (!schema.get("x-kubernetes-list-map-keys").items().isEmpty())
      forbidden(path.child("x-kubernetes-list-map-keys"), "must be empty to be structural");
    for (String name : List.of("x-kubernetes-list-type", "x-kubernetes-map-type"))
      if (!schema.get(name).isNull())
        forbidden(path.child(name), "must be undefined to be structural");
    if (!schema.get("x-kubernetes-validations").items().isEmpty())
      forbidden(path.child("x-kubernetes-validations"), "must be empty to be structural");
    if (schema.get("properties").object().has("metadata"))
      forbidden(
          path.child("properties").key("metadata"), "must not be specified in a nested context");
  }

  /// What the logical parts name must be declared outside of them.
  private void complete(
      ObjectNode values, Optional<ObjectNode> schema, FieldPath declared, FieldPath path) {
    if (values.get("not") instanceof ObjectNode not)
      completeNested(not, schema, declared, path.child("not"));
    for (String name : List.of("allOf", "anyOf", "oneOf")) {
      List<Node> all = values.get(name).items();
      for (int i = 0; i < all.size(); i++)
        completeNested(all.get(i).object(), schema, declared, path.child(name).index(i));
    }
  }

  private void completeNested(
      ObjectNode values, Optional<ObjectNode> schema, FieldPath declared, FieldPath path) {
    if (schema.isEmpty()) {
      required(declared, "because it is defined in " + path);
      return;
    }
    complete(values, schema, declared, path);
    if (values.get("items") instanceof ObjectNode items)
      completeNested(
          items, part(schema.get().get("items")), declared.child("items"), path.child("items"));
    values
        .get("properties")
        .object()
        .forEach((name, property) ->
            completeNested(
                property.object(),
                part(schema.get().get("properties").get(name)),
                declared.child("properties").key(name),
                path.child("properties").key(name)));
  }

  private static Optional<ObjectNode> part(Node node) {
    return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }
}
