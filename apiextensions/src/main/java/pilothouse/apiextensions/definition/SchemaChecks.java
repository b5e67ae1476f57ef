package pilothouse.apiextensions.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What no schema of a definition may say, structural or not.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceDefinitionOpenAPISchema`.
final class SchemaChecks {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");
  private static final Set<String> META = Set.of("metadata", "kind", "apiVersion");
  private static final String LIST = "x-kubernetes-list-type";
  private static final String MAP = "x-kubernetes-map-type";
  private static final String KEYS = "x-kubernetes-list-map-keys";

  private final SchemaValidation.Options options;
  private final Errors errors;

  private SchemaChecks(SchemaValidation.Options options, Errors errors) {
    this.options = options;
    this.errors = errors;
  }

  static void check(
      FieldPath path, ObjectNode schema, SchemaValidation.Options options, Errors errors) {
    new SchemaChecks(options, errors).schema(path, schema, new Place(true, false, ""));
  }

  /// Where in the schema one stands.
  ///
  /// @param meta inside of metadata
  /// @param noDefaults why there may be no default; empty where there may
  private record Place(boolean root, boolean meta, String noDefaults) {
    Place below() {
      return new Place(false, meta, noDefaults);
    }

    Place inMeta() {
      return new Place(false, true, noDefaults);
    }

    Place without(String reason) {
      return new Place(false, meta, reason);
    }
  }

  private void schema(FieldPath path, Node node, Place place) {
    if (!(node instanceof ObjectNode schema)) return;
    standard(path, schema, place);
    if (schema.get("uniqueItems").bool(false))
      errors.add(
          FieldError.forbidden(
              path.child("uniqueItems"),
              "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
    additional(path, schema, place);
    properties(path, schema, place);
    schema(path.child("not"), schema.get("not"), place.below());
    for (String name : List.of("allOf", "oneOf", "anyOf")) {
      List<Node> all = schema.get(name).items();
      for (int i = 0; i < all.size(); i++)
        schema(path.child(name).index(i), all.get(i), place.below());
    }
    members(path, schema, "definitions", place);
    items(path, schema, place);
    members(path, schema, "dependencies", place);
    extensions(path, schema);
    listKeys(path, schema);
    if (options.soundListKeys()) errors.addAll(listKeyProblems(path, schema));
    RuleFields.check(path, schema, errors);
  }

  private void standard(FieldPath path, ObjectNode schema, Place place) {
    String type = schema.get("type").text();
    if (!type.isEmpty() && !TYPES.contains(type))
      errors.add(FieldError.notSupported(path.child("type"), type, TYPES));
    if (!schema.get("default").isNull() && !place.noDefaults().isEmpty())
      errors.add(
          FieldError.forbidden(path.child("default"), "must not be set " + place.noDefaults()));
    if (!schema.get("id").text().isEmpty()) unsupported(path, "id");
    if (!schema.get("additionalItems").isNull()) unsupported(path, "additionalItems");
    if (!schema.get("patternProperties").object().isEmpty()) unsupported(path, "patternProperties");
    if (!schema.get("definitions").object().isEmpty()) unsupported(path, "definitions");
    if (!schema.get("dependencies").isNull()) unsupported(path, "dependencies");
    if (!schema.get("$ref").isNull()) unsupported(path, "$ref");
    if (type.equals("null"))
      errors.add(
          FieldError.forbidden(
              path.child("type"), "type cannot be set to null, use nullable as an alternative"));
    if (schema.get("items") instanceof ListNode items && items.size() > 0)
      errors.add(
          FieldError.forbidden(
              path.child("items"), "items must be a schema object and not an array"));
    if (place.meta() && schema.get("x-kubernetes-embedded-resource").bool(false))
      errors.add(
          FieldError.forbidden(
              path.child("x-kubernetes-embedded-resource"),
              "must not be used inside of resource meta"));
  }

  private void unsupported(FieldPath path, String name) {
    errors.add(FieldError.forbidden(path.child(name), name + " is not supported"));
  }

  private void additional(FieldPath path, ObjectNode schema, Place place) {
    Node additional = schema.get("additionalProperties");
    if (additional.isNull()) return;
    boolean restricts = !(additional instanceof BoolNode allowed) || !allowed.value();
    if (!schema.get("properties").object().isEmpty() && restricts)
      errors.add(
          FieldError.forbidden(
              path.child("additionalProperties"),
              "additionalProperties and properties are mutual exclusive"));
    Place below =
        place.meta()
            ? place.without("inside additionalProperties applying to object metadata")
            : place.below();
    schema(path.child("additionalProperties"), additional, below);
  }

  private void properties(FieldPath path, ObjectNode schema, Place place) {
    boolean resource = place.root() || schema.get("x-kubernetes-embedded-resource").bool(false);
    schema
        .get("properties")
        .object()
        .forEach((name, property) -> {
          Place below = place.below();
          if (resource && META.contains(name)) {
            below = below.inMeta();
            if (place.root()) below = below.without("in top-level " + name);
          }
          schema(path.child("properties").key(name), property, below);
        });
  }

  private void members(FieldPath path, ObjectNode schema, String name, Place place) {
    schema
        .get(name)
        .object()
        .forEach((key, one) -> schema(path.child(name).key(key), one, place.below()));
  }

  private void items(FieldPath path, ObjectNode schema, Place place) {
    Node items = schema.get("items");
    schema(path.child("items"), items, place.below());
    for (int i = 0; i < items.items().size(); i++)
      schema(path.child("items").index(i), items.items().get(i), place.below());
  }

  private void extensions(FieldPath path, ObjectNode schema) {
    Node preserve = schema.get("x-kubernetes-preserve-unknown-fields");
    if (!preserve.isNull() && !preserve.bool(false))
      errors.add(
          FieldError.invalid(
              path.child("x-kubernetes-preserve-unknown-fields"),
              preserve,
              "must be true or undefined"));
    String type = schema.get("type").text();
    Node map = schema.get(MAP);
    if (!map.isNull() && !type.equals("object")) typed(path, type, "object", MAP);
    if (!map.isNull() && !List.of("atomic", "granular").contains(map.text()))
      errors.add(
          FieldError.notSupported(path.child(MAP), map.text(), List.of("atomic", "granular")));
    Node list = schema.get(LIST);
    if (!list.isNull() && !type.equals("array")) typed(path, type, "array", LIST);
    else if (options.atomicSets()) compoundSet(path, schema);
    if (!list.isNull() && !List.of("atomic", "set", "map").contains(list.text()))
      errors.add(
          FieldError.notSupported(path.child(LIST), list.text(), List.of("atomic", "set", "map")));
  }

  private void typed(FieldPath path, String type, String wanted, String extension) {
    String detail = "must be " + wanted + " if " + extension + " is specified";
    errors.add(
        type.isEmpty()
            ? FieldError.required(path.child("type"), detail)
            : FieldError.invalid(path.child("type"), type, detail));
  }

  /// Whether a set has items that are neither scalars nor atomic.
  static boolean hasCompoundSet(ObjectNode schema) {
    Node items = schema.get("items");
    if (!schema.get(LIST).text().equals("set") || !(items instanceof ObjectNode)) return false;
    return switch (items.get("type").text()) {
      case "array" -> !items.get(LIST).isNull() && !items.get(LIST).text().equals("atomic");
      case "object" -> !items.get(MAP).text().equals("atomic");
      default -> false;
    };
  }

  /// Upstream shows the list type in both cases.
  private void compoundSet(FieldPath path, ObjectNode schema) {
    if (!hasCompoundSet(schema)) return;
    Node items = schema.get("items");
    String which = items.get("type").text().equals("array") ? LIST : MAP;
    errors.add(
        FieldError.invalid(
            path.child("items", which),
            items.get(LIST),
            "must be atomic as item of a list with x-kubernetes-list-type=set"));
  }

  private void listKeys(FieldPath path, ObjectNode schema) {
    Node list = schema.get(LIST);
    List<Node> keys = schema.get(KEYS).items();
    String detail = "must be map if x-kubernetes-list-map-keys is non-empty";
    if (!keys.isEmpty() && list.isNull()) errors.add(FieldError.required(path.child(LIST), detail));
    else if (!keys.isEmpty() && !list.text().equals("map"))
      errors.add(FieldError.invalid(path.child(LIST), list, detail));
    if (!list.text().equals("map")) return;
    if (keys.isEmpty())
      errors.add(
          FieldError.required(
              path.child(KEYS), "must not be empty if x-kubernetes-list-type is map"));
    Node items = schema.get("items");
    if (items.isNull())
      errors.add(
          FieldError.required(
              path.child("items"), "must have a schema if x-kubernetes-list-type is map"));
    else if (!(items instanceof ObjectNode))
      errors.add(
          FieldError.invalid(
              path.child("items"),
              items,
              "must only have a single schema if x-kubernetes-list-type is map"));
    else if (!items.get("type").text().equals("object"))
      errors.add(
          FieldError.invalid(
              path.child("items", "type"),
              items.get("type").text(),
              "must be object if parent array's x-kubernetes-list-type is map"));
    else keyFields(path, schema, keys);
  }

  private void keyFields(FieldPath path, ObjectNode schema, List<Node> keys) {
    var seen = new HashSet<Node>();
    ObjectNode properties = schema.at("items", "properties").object();
    for (Node key : keys) {
      String type = properties.at(key.text(), "type").text();
      if (!properties.has(key.text()))
        errors.add(
            FieldError.invalid(
                path.child(KEYS),
                schema.get(KEYS),
                "entries must all be names of item properties"));
      else if (type.equals("array") || type.equals("object"))
        errors.add(
            FieldError.invalid(
                path.child("items", "properties").key(key.text()).child("type"),
                "object",
                "must be a scalar type if parent array's x-kubernetes-list-type is map"));
      if (!seen.add(key))
        errors.add(
            FieldError.invalid(
                path.child(KEYS), schema.get(KEYS), "must not contain duplicate entries"));
    }
  }

  /// What makes the items of a set or list map hard to tell apart.
  static List<FieldError> listKeyProblems(FieldPath path, ObjectNode schema) {
    var out = new ArrayList<FieldError>();
    String list = schema.get(LIST).text();
    if (!(schema.get("items") instanceof ObjectNode items)) return out;
    if (!list.equals("set") && !list.equals("map")) return out;
    if (items.get("nullable").bool(false))
      out.add(
          FieldError.forbidden(
              path.child("items", "nullable"),
              "cannot be nullable when x-kubernetes-list-type is " + list));
    if (list.equals("set")) return out;
    List<Node> required = items.get("required").items();
    for (Node key : schema.get(KEYS).items()) {
      if (!items.get("properties").object().has(key.text())) continue;
      Node property = items.at("properties", key.text());
      FieldPath at = path.child("items", "properties").key(key.text());
      if (!required.contains(key) && property.get("default").isNull())
        out.add(
            FieldError.required(
                at.child("default"),
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
      if (property.get("nullable").bool(false))
        out.add(
            FieldError.forbidden(
                at.child("nullable"),
                "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
    }
    return out;
  }
}
