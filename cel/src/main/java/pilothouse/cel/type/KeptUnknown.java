package pilothouse.cel.type;

import pilothouse.api.tree.Node;
import pilothouse.cel.value.OpaqueValue;

/// A value that no schema describes. Expressions can only compare it.
record KeptUnknown(Node node) implements OpaqueValue {
  @Override
  public String typeName() {
    return "unknown";
  }
}
