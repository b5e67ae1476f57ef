package pilothouse.registry.fields;

import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;

/// What an object that does not exist yet is compared with: the fields that its type writes even when nothing was given.
///
/// Hence `f:spec` has no `.` in the managed fields of a fresh pod, whose spec was there before, but `f:labels` has one.
final class ZeroTree {
  private ZeroTree() {}

  static ObjectNode of(StructType type) {
    return TypedDecoder.decode(JsonDocument.of(ObjectNode.EMPTY), type).object();
  }
}
