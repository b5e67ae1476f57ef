package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldPath;

/// Nothing is checked here yet.
final class PodWarnings {
  private PodWarnings() {}

  static List<String> pod(ObjectNode object) {
    return List.of();
  }

  static List<String> template(ObjectNode object, FieldPath at, Optional<ObjectNode> old) {
    return List.of();
  }
}
