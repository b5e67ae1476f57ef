package pilothouse.registry;

import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// The refusal of an object that validation found wrong.
final class Invalid {
  private Invalid() {}

  /// Upstream names the kind that the object says it is.
  static ApiException of(ResourceDefinition definition, ObjectNode object, Errors errors) {
    return ApiException.invalid(
        definition.strategy().refusalGroup(definition.kind().group()),
        object.get("kind").text(definition.kind().kind()),
        Metadata.name(object),
        errors.list());
  }
}
