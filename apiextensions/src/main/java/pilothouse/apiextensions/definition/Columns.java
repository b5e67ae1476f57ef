package pilothouse.apiextensions.definition;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// Checks `additionalPrinterColumns`.
final class Columns {
  private static final List<String> TYPES =
      List.of("boolean", "date", "integer", "number", "string");
  private static final List<String> FORMATS =
      List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");

  private Columns() {}

  static void check(FieldPath path, Node columns, Errors errors) {
    for (int i = 0; i < columns.items().size(); i++)
      column(path.index(i), columns.items().get(i), errors);
  }

  private static void column(FieldPath path, Node column, Errors errors) {
    if (column.get("name").text().isEmpty())
      errors.add(FieldError.required(path.child("name"), ""));
    String type = column.get("type").text();
    String types = "must be one of " + String.join(",", TYPES);
    if (type.isEmpty()) errors.add(FieldError.required(path.child("type"), types));
    else if (!TYPES.contains(type)) errors.add(FieldError.invalid(path.child("type"), type, types));
    String format = column.get("format").text();
    if (!format.isEmpty() && !FORMATS.contains(format))
      errors.add(
          FieldError.invalid(
              path.child("format"), format, "must be one of " + String.join(",", FORMATS)));
    String jsonPath = column.get("jsonPath").text();
    FieldPath at = path.child("JSONPath");
    if (jsonPath.isEmpty()) errors.add(FieldError.required(at, ""));
    else if (!jsonPath.startsWith("."))
      errors.add(FieldError.invalid(at, jsonPath, "must be a simple json path starting with ."));
  }
}
