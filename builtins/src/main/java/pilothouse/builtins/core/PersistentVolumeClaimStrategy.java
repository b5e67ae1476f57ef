package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Persistent volume claims: pending when new, `dataSource` and `dataSourceRef` kept as one.
final class PersistentVolumeClaimStrategy {
  private PersistentVolumeClaimStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(ObjectNode.of("phase", "Pending"))
        .defaults(ClaimDefaults::claim)
        .onCreate((claim, _) -> normalized(claim, ObjectNode.EMPTY))
        .onUpdate((claim, old, _) -> normalized(claim, old.get("spec").object()))
        .checks(PersistentVolumeClaimValidation::create, PersistentVolumeClaimValidation::update)
        .warnings((claim, _) -> PersistentVolumeClaimWarnings.of(claim))
        .deletion(Deletion.RETURNS_OBJECT)
        .build();
  }

  private static ObjectNode normalized(ObjectNode claim, ObjectNode before) {
    return Edit.under(claim, "spec", spec -> DataSources.normalized(spec, before));
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main,
        (claim, old, _, errors) -> PersistentVolumeClaimValidation.status(claim, old, errors));
  }
}
