package pilothouse.api.yaml;

import java.util.List;
import pilothouse.api.tree.Node;

/// The first document of a YAML text: its tree, members sorted by name as upstream's way through JSON sorts them.
///
/// @param strictErrors what a strict reader refuses: nothing, or one text about all keys given twice
public record YamlDocument(Node root, List<String> strictErrors) {
  public YamlDocument {
    strictErrors = List.copyOf(strictErrors);
  }
}
