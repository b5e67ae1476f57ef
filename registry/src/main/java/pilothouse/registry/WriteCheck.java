package pilothouse.registry;

import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// Asked last, before something is stored or deleted: where validating admission says no, by throwing.
@FunctionalInterface
public interface WriteCheck {
  WriteCheck NONE = (_, _) -> {};

  /// @param object what is to be stored; empty for a delete
  /// @param old what is stored; empty for a create
  void check(Optional<ObjectNode> object, Optional<ObjectNode> old);

  /// Takes a warning for the client.
  default void warn(String text) {}
}
