package pilothouse.apiextensions.resource;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Metadata;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// The `/status` of a custom resource: nothing but the status changes, and the managed fields that tell who changed it.
///
/// Source: apiextensions-apiserver `pkg/registry/customresource/status_strategy.go`.
final class CustomStatus implements Strategy {
  private final CustomValidation validation;

  CustomStatus(CustomValidation validation) {
    this.validation = validation;
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    ObjectNode out =
        Metadata.with(old, Metadata.MANAGED_FIELDS, Metadata.get(object, Metadata.MANAGED_FIELDS));
    return object.has("status") ? out.with("status", object.get("status")) : out.without("status");
  }

  @Override
  public void validateUpdate(
      ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {
    validation.status(object, old, errors);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("metadata"), List.of("spec"));
  }

  @Override
  public boolean qualifiesFinalizers() {
    return false;
  }
}
