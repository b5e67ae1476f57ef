package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Persistent volumes: pending when new; the time of the last phase is kept for them.
final class PersistentVolumeStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode volume) {
    ObjectNode out = Edit.under(volume, "spec", PersistentVolumeStrategy::spec);
    return Edit.under(out, "status", status -> Edit.blank(status, "phase", "Pending"));
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = VolumeDefaults.source(spec);
    out = Edit.inside(out, "capacity", Quantities::roundedUp);
    out = Edit.blank(out, "persistentVolumeReclaimPolicy", "Retain");
    return Edit.absent(out, "volumeMode", new StringNode("Filesystem"));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode volume, WriteContext context) {
    return volume.with(
        "status",
        ObjectNode.of("phase", "Pending")
            .with("lastPhaseTransitionTime", context.now().toString()));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode volume, ObjectNode old, WriteContext context) {
    return Edit.restored(volume, old, "status");
  }

  @Override
  public void validate(ObjectNode volume, WriteContext context, Errors errors) {
    PersistentVolumeValidation.create(volume, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode volume, ObjectNode old, WriteContext context, Errors errors) {
    PersistentVolumeValidation.update(volume, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode volume, Optional<ObjectNode> old, WriteContext context) {
    return PersistentVolumeWarnings.of(volume);
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
