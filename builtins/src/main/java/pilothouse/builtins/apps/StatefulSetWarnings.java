package pilothouse.builtins.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.core.TemplateWarnings;

/// What a client is warned of in a stateful set.
final class StatefulSetWarnings {
  private StatefulSetWarnings() {}

  static List<String> of(ObjectNode set, Optional<ObjectNode> old) {
    var found = new ArrayList<>(TemplateWarnings.template(set, old, "spec", "template"));
    if (set.at("spec", "revisionHistoryLimit").number(0) < 0)
      found.add(
          "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended");
    return found;
  }
}
