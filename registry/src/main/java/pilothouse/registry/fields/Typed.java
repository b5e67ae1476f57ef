package pilothouse.registry.fields;

import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;

/// An object with its type, in a version such as `apps/v1`.
record Typed(ObjectNode value, StructType type, String version) {
  Typed with(ObjectNode other) {
    return new Typed(other, type, version);
  }

  FieldSet fields() {
    return OwnedFields.of(value, type);
  }

  FieldSet named(FieldSet set) {
    return NamedFields.in(set, type);
  }

  Typed less(FieldSet fields) {
    return fields.isEmpty() ? this : with(Removal.of(value, fields, type));
  }
}
