package pilothouse.registry;

import pilothouse.api.tree.ObjectNode;

/// Answers a create that stores nothing of its own kind: reviews, bindings, evictions, token requests.
///
/// Found by the name that [Subresource.Action.Custom] or [ResourceDefinition#created] carries.
@FunctionalInterface
public interface VirtualCreate {
  /// @param body as sent, typed, its namespace filled in
  /// @param namespace of the path; empty for cluster-scoped kinds
  /// @param name of the object in the path; empty where the path ends in a collection
  /// @return what is sent with 201: the body with its status, or a `Status`
  ObjectNode answer(ObjectNode body, String namespace, String name, WriteContext context);

  /// The body with the kind's defaults filled in; called before [#answer], and before fields are managed.
  default ObjectNode defaults(ObjectNode body) {
    return body;
  }
}
