package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// Nothing is checked here yet.
public final class TemplateWarnings {
  private TemplateWarnings() {}

  public static List<String> of(ObjectNode object, Optional<ObjectNode> old) {
    return List.of();
  }
}
