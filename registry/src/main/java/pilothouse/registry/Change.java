package pilothouse.registry;

import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// What an update makes of an object. Asked again when another write came between.
@FunctionalInterface
public interface Change {
  /// The new object.
  ///
  /// @param existing as stored, in the served version; empty where there is none and the kind is created by updates
  ObjectNode apply(Optional<ObjectNode> existing);

  default Preconditions preconditions() {
    return Preconditions.NONE;
  }

  /// Creates the object where it is missing, whatever the kind's own rule: apply does.
  default boolean createsAlways() {
    return false;
  }
}
