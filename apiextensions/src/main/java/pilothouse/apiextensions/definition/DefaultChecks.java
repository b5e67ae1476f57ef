package pilothouse.apiextensions.definition;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.structural.Pruning;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.structural.Validation;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.apiextensions.metadata.EmbeddedObjects;
import pilothouse.apiextensions.metadata.MetadataException;
import pilothouse.apiextensions.metadata.Metadatas;

/// Checks the defaults of a schema: each is a value that its own schema allows.
///
/// Source: apiextensions-apiserver `pkg/apiserver/schema/defaulting/validation.go`.
final class DefaultChecks {
  private final Metadatas metadatas;
  private final Rules.Engine rules;
  private final boolean pruned;

  /// @param pruned a default must not have members that its schema does not know
  DefaultChecks(Metadatas metadatas, Rules.Engine rules, boolean pruned) {
    this.metadatas = metadatas;
    this.rules = rules;
    this.pruned = pruned;
  }

  void check(FieldPath path, ObjectNode schema, Errors errors) {
    walk(path, schema.with("x-kubernetes-embedded-resource", true), List.of(), false, errors);
  }

  /// Whether a default has members that its schema does not know.
  static boolean hasUnknown(ObjectNode schema) {
    if (schema.get("default").isNull()) return false;
    return !prunedDefault(schema).equals(schema.get("default"));
  }

  private static Node prunedDefault(ObjectNode schema) {
    Node value = schema.get("default");
    if (!(value instanceof ObjectNode object)) return value;
    ObjectNode wrapped =
        ObjectNode.of("properties", ObjectNode.of("default", schema)).with("type", "object");
    Schema outer = SchemaReader.read(wrapped);
    return Pruning.prune(ObjectNode.of("default", object), outer).object().get("default");
  }

  /// @param inMeta the names that lead here from an embedded object, when that is through its metadata
  private void walk(
      FieldPath path, ObjectNode schema, List<String> inMeta, boolean meta, Errors errors) {
    boolean embedded = schema.get("x-kubernetes-embedded-resource").bool(false);
    boolean inside = meta && !embedded;
    if (!schema.get("default").isNull()) {
      if (inside) metadata(path.child("default"), schema, inMeta, errors);
      else value(path.child("default"), schema, errors);
    }
    if (schema.get("items") instanceof ObjectNode items)
      walk(path.child("items"), items, inMeta, inside, errors);
    schema
        .get("properties")
        .object()
        .forEach((name, property) -> {
          var names = new ArrayList<>(embedded ? List.<String>of() : inMeta);
          names.add(name);
          boolean enters = embedded && List.of("metadata", "apiVersion", "kind").contains(name);
          walk(
              path.child("properties").key(name),
              property.object(),
              names,
              inside || enters,
              errors);
        });
  }

  private void value(FieldPath path, ObjectNode json, Errors errors) {
    Node value = json.get("default");
    if (pruned && hasUnknown(json))
      errors.add(FieldError.invalid(path, value, "must not have unknown fields"));
    Schema schema = SchemaReader.read(typeless(json).object());
    var found = new Errors();
    try {
      var outer = SchemaReader.read(ObjectNode.of("properties", ObjectNode.of("default", json)));
      metadatas.embedded(ObjectNode.of("default", value), outer, false);
    } catch (MetadataException e) {
      FieldError error = e.error();
      String field = path + error.field().substring("default".length());
      errors.add(new FieldError(error.kind(), field, error.value(), error.detail()));
      return;
    }
    EmbeddedObjects.check(path, value, schema, found);
    if (found.isEmpty())
      for (FieldError error : Validation.check(value, schema)) found.add(below(path, error));
    if (found.isEmpty() && schema.hasRules()) {
      var broken = new Errors();
      rules.compilePart(schema).check(value, java.util.Optional.empty(), broken);
      for (FieldError error : broken.list()) found.add(below(path, error));
    }
    errors.addAll(found.list());
  }

  /// Upstream does not hold defaults to `x-kubernetes-int-or-string`.
  private static Node typeless(Node schema) {
    return switch (schema) {
      case ObjectNode object -> {
        var out = ObjectNode.builder();
        object.forEach((name, value) -> {
          if (!name.equals("x-kubernetes-int-or-string")) out.put(name, typeless(value));
        });
        yield out.build();
      }
      case ListNode(var items) -> ListNode.of(items.stream().map(DefaultChecks::typeless).toList());
      default -> schema;
    };
  }

  private static FieldError below(FieldPath path, FieldError error) {
    boolean here = error.field().equals("<nil>") || error.field().isEmpty();
    String field = here ? path.toString() : path + "." + error.field();
    return new FieldError(error.kind(), field, error.value(), error.detail());
  }

  private void metadata(FieldPath path, ObjectNode json, List<String> names, Errors errors) {
    Node value = json.get("default");
    ObjectNode object =
        ObjectNode.of("apiVersion", "validation/v1")
            .with("kind", "Validation")
            .withAt(names, value);
    try {
      metadatas.own(object, false);
    } catch (DecodeException e) {
      errors.add(
          FieldError.invalid(
              path, value, "must result in valid metadata: metadata: " + e.getMessage()));
      return;
    }
    var found = new Errors();
    Schema any =
        SchemaReader.read(
            ObjectNode.of("x-kubernetes-embedded-resource", pilothouse.api.tree.BoolNode.TRUE));
    EmbeddedObjects.check(FieldPath.ROOT, object, any, found);
    if (!found.isEmpty()) {
      errors.add(
          FieldError.invalid(
              path, value, "must result in valid metadata: " + FieldError.aggregate(found.list())));
      return;
    }
    for (FieldError error : Validation.check(value, SchemaReader.read(json)))
      errors.add(below(path, error));
  }
}
