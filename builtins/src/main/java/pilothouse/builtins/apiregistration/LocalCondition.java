package pilothouse.builtins.apiregistration;

import java.time.Instant;
import pilothouse.api.tree.ObjectNode;

/// The condition of a group-version that this very server serves.
final class LocalCondition {
  private LocalCondition() {}

  static ObjectNode available(Instant now) {
    return ObjectNode.builder()
        .put("type", "Available")
        .put("status", "True")
        .put("lastTransitionTime", now.toString())
        .put("reason", "Local")
        .put("message", "Local APIServices are always available")
        .build();
  }
}
