package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Persistent volume claims: pending when new, `dataSource` and `dataSourceRef` kept as one.
final class PersistentVolumeClaimStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode claim) {
    return ClaimDefaults.claim(claim);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode claim, WriteContext context) {
    return Edit.under(claim, "spec", spec -> DataSources.normalized(spec, ObjectNode.EMPTY))
        .with("status", ObjectNode.of("phase", "Pending"));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode claim, ObjectNode old, WriteContext context) {
    ObjectNode before = old.get("spec").object();
    ObjectNode out = Edit.restored(claim, old, "status");
    return Edit.under(out, "spec", spec -> DataSources.normalized(spec, before));
  }

  @Override
  public void validate(ObjectNode claim, WriteContext context, Errors errors) {
    PersistentVolumeClaimValidation.create(claim, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode claim, ObjectNode old, WriteContext context, Errors errors) {
    PersistentVolumeClaimValidation.update(claim, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode claim, Optional<ObjectNode> old, WriteContext context) {
    return PersistentVolumeClaimWarnings.of(claim);
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
        main,
        (claim, old, _, errors) -> PersistentVolumeClaimValidation.status(claim, old, errors));
  }
}
