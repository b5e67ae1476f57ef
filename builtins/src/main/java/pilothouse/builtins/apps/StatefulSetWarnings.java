package pilothouse.builtins.apps;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// Nothing is checked here yet.
final class StatefulSetWarnings {
  private StatefulSetWarnings() {}

  static List<String> of(ObjectNode object, Optional<ObjectNode> old) {
    return List.of();
  }
}
