package pilothouse.server.openapi;

import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Structs of which only some fields may be set, as `x-kubernetes-unions` publishes them.
final class Unions {
  private Unions() {}

  /// @param union `discriminator:field,field`; empty for none
  static Node of(String union) {
    if (union.isEmpty()) return NullNode.NULL;
    int colon = union.indexOf(':');
    var fields = ObjectNode.builder();
    for (String field : union.substring(colon + 1).split(","))
      fields.put(field, Character.toUpperCase(field.charAt(0)) + field.substring(1));
    var out = ObjectNode.builder();
    if (colon > 0) out.put("discriminator", union.substring(0, colon));
    return ListNode.of(out.put("fields-to-discriminateBy", fields.build()).build());
  }
}
