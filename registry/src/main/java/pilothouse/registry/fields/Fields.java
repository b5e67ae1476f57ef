package pilothouse.registry.fields;

import java.util.Optional;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.StructType;

/// Finds fields of structs by their name in JSON, in inlined structs too.
final class Fields {
  private Fields() {}

  static Optional<Field> find(StructType struct, String name) {
    Optional<Field> own = struct.field(name).filter(field -> !field.inline());
    if (own.isPresent()) return own;
    for (Field field : struct.fields()) {
      if (!field.inline() || !(field.type().resolved() instanceof StructType inner)) continue;
      Optional<Field> found = find(inner, name);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }
}
