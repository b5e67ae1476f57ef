package pilothouse.builtins.table;

/// The published documentation of fields.
@FunctionalInterface
public interface FieldDocs {
  /// No field is documented.
  FieldDocs NONE = (type, field) -> "";

  /// @param type the OpenAPI name of a type, such as `io.k8s.api.core.v1.PodSpec`
  /// @return empty where the field has none
  String of(String type, String field);
}
