package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// What a client is warned of in a node: fields of features that are gone.
final class NodeWarnings {
  private NodeWarnings() {}

  static List<String> node(ObjectNode node) {
    var found = new ArrayList<String>();
    if (!node.at("spec", "externalID").text().isEmpty())
      found.add("spec.externalID: deprecated since v1.7; this field is unused");
    return found;
  }
}
