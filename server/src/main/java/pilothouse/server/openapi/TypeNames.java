package pilothouse.server.openapi;

import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;

/// Types by what definitions call them.
final class TypeNames {
  private final TypeLibrary library;

  TypeNames(TypeLibrary library) {
    this.library = library;
  }

  /// The OpenAPI name of a kind's type.
  String of(GroupVersionKind kind) {
    return library
        .type(kind)
        .map(StructType::name)
        .orElseThrow(() -> new IllegalArgumentException("no type for " + kind));
  }

  StructType type(String name) {
    return library.type(name);
  }
}
