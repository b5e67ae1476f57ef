package pilothouse.app.chain;

import java.time.Instant;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.fields.FieldManager;
import pilothouse.server.rest.FieldTracker;

/// The field manager as REST handlers ask for it.
record ManagedFieldsTracker(FieldManager fields) implements FieldTracker {
  @Override
  public ObjectNode update(
      Optional<ObjectNode> live, ObjectNode object, String manager, Instant now) {
    return fields.update(live.orElse(ObjectNode.EMPTY), object, manager);
  }

  @Override
  public ObjectNode apply(
      Optional<ObjectNode> live, ObjectNode applied, String manager, boolean force, Instant now) {
    return fields.apply(live.orElse(ObjectNode.EMPTY), applied, manager, force);
  }
}
