package pilothouse.server.rest;

import java.time.Instant;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.SentEmpties;
import pilothouse.registry.fields.FieldManager;

/// Tracks fields with a [FieldManager].
public final class ManagerTracker implements FieldTracker {
  private final FieldManager fields;

  public ManagerTracker(FieldManager fields) {
    this.fields = fields;
  }

  @Override
  public ObjectNode update(
      Optional<ObjectNode> live, ObjectNode object, String manager, Instant now) {
    return SentEmpties.settled(fields.update(live.orElse(ObjectNode.EMPTY), object, manager));
  }

  @Override
  public ObjectNode apply(
      Optional<ObjectNode> live, ObjectNode applied, String manager, boolean force, Instant now) {
    return fields.apply(live.orElse(ObjectNode.EMPTY), applied, manager, force);
  }
}
