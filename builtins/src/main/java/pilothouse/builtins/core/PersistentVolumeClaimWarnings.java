package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// Nothing is checked here yet.
final class PersistentVolumeClaimWarnings {
  private PersistentVolumeClaimWarnings() {}

  static List<String> of(ObjectNode object) {
    return List.of();
  }
}
