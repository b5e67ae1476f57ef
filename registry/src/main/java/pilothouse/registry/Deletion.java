package pilothouse.registry;

import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.tree.ObjectNode;

/// How a kind is deleted.
///
/// @param returnsObject the answer is the last object instead of a Status
/// @param orphansByDefault without a propagationPolicy the dependents are orphaned (jobs, replicationcontrollers)
/// @param grace the seconds of grace, for kinds that stop gracefully (pods)
/// @param collected takes part in garbage collection: propagation policies put finalizers on it (all kinds but events)
/// @param unsaid the warning for a delete that does not say what becomes of the dependents; empty for none
public record Deletion(
    boolean returnsObject,
    boolean orphansByDefault,
    Optional<Grace> grace,
    boolean collected,
    String unsaid) {
  public static final Deletion PLAIN = new Deletion(false, false, Optional.empty());
  public static final Deletion RETURNS_OBJECT = new Deletion(true, false, Optional.empty());
  public static final Deletion ORPHANING = new Deletion(false, true, Optional.empty());
  public static final Deletion UNCOLLECTED =
      new Deletion(false, false, Optional.empty(), false, "");

  public Deletion(boolean returnsObject, boolean orphansByDefault, Optional<Grace> grace) {
    this(returnsObject, orphansByDefault, grace, true, "");
  }

  public Deletion warningUnsaid(String warning) {
    return new Deletion(returnsObject, orphansByDefault, grace, collected, warning);
  }

  /// Empty where there is nothing to warn of.
  String warning(DeleteOptions options) {
    boolean said = options.propagation().isPresent() || options.orphanDependents().isPresent();
    return said ? "" : unsaid;
  }

  /// Decides the grace period.
  @FunctionalInterface
  public interface Grace {
    /// @param asked what the client asked for, empty for the object's own
    /// @return seconds; 0 deletes at once
    long seconds(ObjectNode object, OptionalLong asked);
  }
}
