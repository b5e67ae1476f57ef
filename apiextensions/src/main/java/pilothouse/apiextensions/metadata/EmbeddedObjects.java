package pilothouse.apiextensions.metadata;

import java.util.Locale;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.registry.Metadata;
import pilothouse.registry.MetadataRules;
import pilothouse.registry.Names;

/// Checks the objects that are embedded in custom resources: they need a kind and an apiVersion, and right metadata if any.
///
/// Source: apiextensions-apiserver `pkg/apiserver/schema/objectmeta/validation.go`.
public final class EmbeddedObjects {
  private EmbeddedObjects() {}

  public static void check(FieldPath path, Node value, Schema schema, Errors errors) {
    switch (value) {
      case ObjectNode object -> {
        if (schema.embedded()) resource(path, object, errors);
        object.forEach((name, member) -> {
          Schema property = schema.properties().get(name);
          if (property != null) check(path.child(name), member, property, errors);
          else
            schema.otherMembers().ifPresent(other -> check(path.key(name), member, other, errors));
        });
      }
      case ListNode(var items) -> {
        if (schema.items().isEmpty()) return;
        for (int i = 0; i < items.size(); i++)
          check(path.index(i), items.get(i), schema.items().get(), errors);
      }
      default -> {}
    }
  }

  private static void resource(FieldPath path, ObjectNode object, Errors errors) {
    for (String name : new String[] {"apiVersion", "kind"})
      if (!object.has(name)) errors.add(FieldError.required(path.child(name), ""));
    if (object.has("apiVersion")) apiVersion(path.child("apiVersion"), object, errors);
    if (object.has("kind")) kind(path.child("kind"), object, errors);
    if (object.has("metadata")) metadata(path, object, errors);
  }

  private static void apiVersion(FieldPath path, ObjectNode object, Errors errors) {
    Node value = object.get("apiVersion");
    String text = value.text();
    if (!(value instanceof StringNode))
      errors.add(FieldError.invalid(path, value, "must be a string"));
    else if (text.isEmpty()) errors.add(FieldError.invalid(path, text, "must not be empty"));
    else if (text.chars().filter(c -> c == '/').count() > 1)
      errors.add(FieldError.invalid(path, text, "unexpected GroupVersion string: " + text));
  }

  private static void kind(FieldPath path, ObjectNode object, Errors errors) {
    Node value = object.get("kind");
    String text = value.text();
    if (!(value instanceof StringNode)) {
      errors.add(FieldError.invalid(path, value, "must be a string"));
      return;
    }
    if (text.isEmpty()) {
      errors.add(FieldError.invalid(path, text, "must not be empty"));
      return;
    }
    var wrong = Formats.dns1035Label(text.toLowerCase(Locale.ROOT));
    if (!wrong.isEmpty())
      errors.add(
          FieldError.invalid(
              path,
              text,
              "may have mixed case, but should otherwise match: " + String.join(",", wrong)));
  }

  private static void metadata(FieldPath path, ObjectNode object, Errors errors) {
    boolean nameless = Metadata.name(object).isEmpty();
    ObjectNode named = nameless ? Metadata.with(object, Metadata.NAME, "fakename") : object;
    boolean namespaced = !Metadata.namespace(object).isEmpty();
    for (FieldError error : MetadataRules.findings(named, namespaced, Names.PATH_SEGMENT))
      errors.add(
          new FieldError(error.kind(), path + "." + error.field(), error.value(), error.detail()));
  }
}
