package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// Nothing is checked here yet.
final class NodeWarnings {
  private NodeWarnings() {}

  static List<String> node(ObjectNode object) {
    return List.of();
  }
}
