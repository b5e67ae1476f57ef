package pilothouse.builtins.conversion;

import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StorageSpec;

/// A conversion between versions of one shape: only the names of the type differ.
record Retyped(GroupVersionKind served, GroupVersionKind stored) implements StorageSpec.Conversion {
  @Override
  public ObjectNode toStored(ObjectNode object) {
    return as(stored, object);
  }

  @Override
  public ObjectNode fromStored(ObjectNode object) {
    return as(served, object);
  }

  static ObjectNode as(GroupVersionKind kind, ObjectNode object) {
    return object.with("kind", kind.kind()).with("apiVersion", kind.apiVersion());
  }
}
