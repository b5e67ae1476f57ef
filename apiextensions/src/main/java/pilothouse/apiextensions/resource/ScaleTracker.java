package pilothouse.apiextensions.resource;

import java.time.Instant;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.server.rest.FieldTracker;

/// Tracks the scale of a custom resource as upstream does, whose converter of custom resources knows no scales: updates leave no trace, and an apply
/// works where the replicas have an owner already.
final class ScaleTracker implements FieldTracker {
  private final FieldTracker tracker;

  ScaleTracker(FieldTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public ObjectNode update(
      Optional<ObjectNode> live, ObjectNode object, String manager, Instant now) {
    return Metadata.without(object, Metadata.MANAGED_FIELDS);
  }

  @Override
  public ObjectNode apply(
      Optional<ObjectNode> live, ObjectNode applied, String manager, boolean force, Instant now) {
    Node owners = live.map(l -> Metadata.get(l, Metadata.MANAGED_FIELDS)).orElseThrow();
    if (owners.items().isEmpty())
      throw ApiException.of(
          Reason.UNKNOWN,
          "failed to create manager for existing fields: failed to convert live object (/; autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1");
    return tracker.apply(live, applied, manager, force, now);
  }
}
