package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Set;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// Checks the paths of selectable fields: each leads to a text, a number or a boolean of the schema, and none into metadata.
final class SelectablePaths {
  private static final List<String> TYPES = List.of("string", "boolean", "integer");

  private SelectablePaths() {}

  static void check(
      FieldPath at, String text, ObjectNode schemaJson, Set<String> seen, Errors errors) {
    Schema schema = SchemaReader.read(schemaJson);
    if (!text.startsWith(".")) {
      invalid(at, text, "expected [ or . but got: " + text.substring(0, 1), errors);
      return;
    }
    for (String name : text.substring(1).split("\\.", -1)) {
      if (name.isEmpty()) {
        invalid(at, text, "unexpected end of JSON path", errors);
        return;
      }
      if (name.indexOf('[') >= 0) {
        invalid(at, text, "array notation is not allowed", errors);
        return;
      }
      var member = schema.member(name);
      if (member.isEmpty()) {
        invalid(at, text, "does not refer to a valid field", errors);
        return;
      }
      schema = member.get();
    }
    if (text.startsWith(".metadata."))
      errors.add(FieldError.invalid(at, text, "must not point to fields in metadata"));
    if (!TYPES.contains(schema.type()))
      errors.add(
          FieldError.invalid(
              at,
              text,
              "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."));
    if (!seen.add(text)) errors.add(FieldError.duplicate(at, text));
  }

  private static void invalid(FieldPath at, String text, String why, Errors errors) {
    errors.add(FieldError.invalid(at, text, "is an invalid path: " + why));
  }
}
