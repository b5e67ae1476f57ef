package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// STUB
final class SecretWarnings {
  private SecretWarnings() {}

  static List<String> of(ObjectNode object) {
    return List.of();
  }
}
