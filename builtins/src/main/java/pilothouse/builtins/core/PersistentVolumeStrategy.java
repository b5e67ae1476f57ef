package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Persistent volumes: pending when new; the time of the last phase is kept for them.
final class PersistentVolumeStrategy {
  private PersistentVolumeStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(ObjectNode.of("phase", "Pending"))
        .defaults(PersistentVolumeStrategy::defaults)
        .onCreate(PersistentVolumeStrategy::timed)
        .checks(PersistentVolumeValidation::create, PersistentVolumeValidation::update)
        .warnings((volume, _) -> PersistentVolumeWarnings.of(volume))
        .deletion(Deletion.RETURNS_OBJECT)
        .build();
  }

  private static ObjectNode timed(ObjectNode volume, WriteContext context) {
    return volume.withAt(
        List.of("status", "lastPhaseTransitionTime"), new StringNode(context.now().toString()));
  }

  private static ObjectNode defaults(ObjectNode volume) {
    ObjectNode out = Edit.under(volume, "spec", PersistentVolumeStrategy::spec);
    return Edit.under(out, "status", status -> Edit.blank(status, "phase", "Pending"));
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = VolumeDefaults.source(spec);
    out = Edit.inside(out, "capacity", Quantities::roundedUp);
    out = Edit.blank(out, "persistentVolumeReclaimPolicy", "Retain");
    return Edit.absent(out, "volumeMode", new StringNode("Filesystem"));
  }

  static Strategy status(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("spec")),
        PersistentVolumeStrategy::transition,
        (volume, old, _, errors) -> PersistentVolumeValidation.status(volume, old, errors));
  }

  /// A changed phase is timed, unless the client timed it itself.
  private static ObjectNode transition(ObjectNode volume, ObjectNode old, WriteContext context) {
    Node before = old.at("status", "lastPhaseTransitionTime");
    Node given = volume.at("status", "lastPhaseTransitionTime");
    if (!volume.at("status", "phase").equals(old.at("status", "phase"))) {
      if (!given.isNull() && !given.equals(before)) return volume;
      return volume.withAt(
          List.of("status", "lastPhaseTransitionTime"), new StringNode(context.now().toString()));
    }
    if (!given.isNull()) return volume;
    return Edit.restored(volume, old, List.of("status", "lastPhaseTransitionTime"));
  }
}
