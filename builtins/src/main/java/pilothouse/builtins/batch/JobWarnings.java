package pilothouse.builtins.batch;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// Nothing is checked here yet.
final class JobWarnings {
  private JobWarnings() {}

  static List<String> job(ObjectNode object, Optional<ObjectNode> old) {
    return List.of();
  }

  static List<String> cronJob(ObjectNode object, Optional<ObjectNode> old) {
    return List.of();
  }
}
