package pilothouse.registry;

import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.tree.ObjectNode;

/// How a kind is deleted.
///
/// @param returnsObject the answer is the last object instead of a Status
/// @param orphansByDefault without a propagationPolicy the dependents are orphaned (jobs, replicationcontrollers)
/// @param grace the seconds of grace, for kinds that stop gracefully (pods)
public record Deletion(boolean returnsObject, boolean orphansByDefault, Optional<Grace> grace) {
  public static final Deletion PLAIN = new Deletion(false, false, Optional.empty());
  public static final Deletion RETURNS_OBJECT = new Deletion(true, false, Optional.empty());

  /// Decides the grace period.
  @FunctionalInterface
  public interface Grace {
    /// @param asked what the client asked for, empty for the object's own
    /// @return seconds; 0 deletes at once
    long seconds(ObjectNode object, OptionalLong asked);
  }
}
