package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Resource quotas: their status is counted by a controller.
final class ResourceQuotaStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode quota) {
    ObjectNode out = Edit.under(quota, "spec", s -> Edit.inside(s, "hard", Quantities::roundedUp));
    return Edit.under(out, "status", ResourceQuotaStrategy::rounded);
  }

  private static ObjectNode rounded(ObjectNode status) {
    return Edit.inside(
        Edit.inside(status, "hard", Quantities::roundedUp), "used", Quantities::roundedUp);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode quota, WriteContext context) {
    return quota.with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode quota, ObjectNode old, WriteContext context) {
    return Edit.restored(quota, old, "status");
  }

  @Override
  public void validate(ObjectNode quota, WriteContext context, Errors errors) {
    ResourceQuotaValidation.create(quota, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode quota, ObjectNode old, WriteContext context, Errors errors) {
    ResourceQuotaValidation.update(quota, old, errors);
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (quota, old, _, errors) -> ResourceQuotaValidation.status(quota, old, errors));
  }
}
