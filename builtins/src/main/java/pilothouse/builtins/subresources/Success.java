package pilothouse.builtins.subresources;

import pilothouse.api.tree.ObjectNode;

/// The answer of a binding and an eviction.
final class Success {
  static final ObjectNode CREATED =
      ObjectNode.builder()
          .put("kind", "Status")
          .put("apiVersion", "v1")
          .put("metadata", ObjectNode.EMPTY)
          .put("status", "Success")
          .put("code", 201)
          .build();

  private Success() {}
}
