package pilothouse.server.table;

import pilothouse.api.ApiException;

/// How much of an object stands beside its row.
///
/// Source: apimachinery `pkg/apis/meta/v1/types.go`, `IncludeObjectPolicy`.
public enum IncludeObject {
  NONE,
  METADATA,
  OBJECT;

  /// @throws ApiException `BadRequest`
  public static IncludeObject parse(String text) {
    return switch (text) {
      case "None" -> NONE;
      case "Metadata", "" -> METADATA;
      case "Object" -> OBJECT;
      default ->
          throw ApiException.badRequest(
              "Unable to convert to Table as requested: includeObject: Invalid value: \""
                  + text
                  + "\": must be 'Metadata', 'Object', 'None', or empty");
    };
  }
}
