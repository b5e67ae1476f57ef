package pilothouse.registry;

import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;

/// Brings an object's namespace and that of the request together.
///
/// Source: apiserver `pkg/registry/rest/meta.go`.
public final class Namespaces {
  private Namespaces() {}

  /// The object with the request's namespace.
  ///
  /// @param namespace of the request
  /// @throws ApiException `BadRequest` where the object names another
  public static ObjectNode matched(
      ObjectNode object, ResourceDefinition definition, String namespace) {
    String expected = definition.namespaced() ? namespace : "";
    String own = Metadata.namespace(object);
    if (own.equals(expected)) return object;
    if (own.isEmpty()) return Metadata.with(object, Metadata.NAMESPACE, expected);
    if (expected.isEmpty()) return Metadata.without(object, Metadata.NAMESPACE);
    throw ApiException.badRequest(
        "the namespace of the provided object does not match the namespace sent on the request");
  }
}
