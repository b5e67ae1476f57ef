package pilothouse.server.rest;

import java.time.Instant;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// Keeps `metadata.managedFields` of one resource, or of one subresource of it.
public interface FieldTracker {
  /// Leaves managed fields as they were.
  FieldTracker NONE =
      new FieldTracker() {
        @Override
        public ObjectNode update(
            Optional<ObjectNode> live, ObjectNode object, String manager, Instant now) {
          return object;
        }

        @Override
        public ObjectNode apply(
            Optional<ObjectNode> live,
            ObjectNode applied,
            String manager,
            boolean force,
            Instant now) {
          throw pilothouse.api.ApiException.of(
              pilothouse.api.Reason.NOT_IMPLEMENTED, "server-side apply is not available here");
        }
      };

  /// The object with its managed fields, after a create, update or patch.
  ///
  /// @param live what is stored; empty on create
  ObjectNode update(Optional<ObjectNode> live, ObjectNode object, String manager, Instant now);

  /// The live object with an applied configuration merged in.
  ///
  /// @throws pilothouse.api.ApiException `Conflict` where other managers own what would change
  ObjectNode apply(
      Optional<ObjectNode> live, ObjectNode applied, String manager, boolean force, Instant now);
}
