package pilothouse.registry;

import pilothouse.api.ApiException;
import pilothouse.api.validation.Errors;

/// The refusal of an object that validation found wrong.
final class Invalid {
  private Invalid() {}

  static ApiException of(ResourceDefinition definition, String name, Errors errors) {
    return ApiException.invalid(
        definition.strategy().refusalGroup(definition.kind().group()),
        definition.kind().kind(),
        name,
        errors.list());
  }
}
