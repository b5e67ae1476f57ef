package pilothouse.server.table;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Metadata of an object without the rest of it.
public final class PartialMetadata {
  private PartialMetadata() {}

  /// @param apiVersion `meta.k8s.io/v1` or `meta.k8s.io/v1beta1`
  public static ObjectNode of(ObjectNode object, String apiVersion) {
    Node metadata = object.get("metadata");
    var out = ObjectNode.builder();
    out.put("kind", "PartialObjectMetadata").put("apiVersion", apiVersion);
    return out.put("metadata", metadata.object()).build();
  }
}
