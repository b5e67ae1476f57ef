package pilothouse.api.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// What was read: the tree, and which members were given twice (the last one stands in the tree).
public final class JsonDocument {
  private final Node root;
  private final Map<ObjectNode, List<String>> duplicates;
  private final Map<Node, String> literals;

  /// @param duplicates compared by identity
  /// @param literals how floats were written, compared by identity
  JsonDocument(Node root, Map<ObjectNode, List<String>> duplicates, Map<Node, String> literals) {
    this.root = root;
    this.duplicates = duplicates;
    this.literals = literals;
  }

  /// A tree in which nothing was given twice.
  public static JsonDocument of(Node root) {
    return new JsonDocument(root, Map.of(), Map.of());
  }

  public Node root() {
    return root;
  }

  /// How a number of this document was written, such as `1e3`; messages repeat it.
  public String literal(Node number) {
    String literal = literals.get(number);
    return literal == null ? number.toString() : literal;
  }

  public boolean hasDuplicates() {
    return !duplicates.isEmpty();
  }

  /// The names given twice in one object of this document, in order; one entry for each repetition.
  public List<String> duplicatesIn(ObjectNode object) {
    return duplicates.isEmpty() ? List.of() : duplicates.getOrDefault(object, List.of());
  }

  /// `duplicate field "a.b[0].c"` for each repeated member, in document order.
  public List<String> duplicateErrors() {
    var out = new ArrayList<String>();
    if (!duplicates.isEmpty()) collect(root, "", out);
    return out;
  }

  private void collect(Node node, String path, List<String> out) {
    if (node instanceof ListNode list) {
      for (int i = 0; i < list.size(); i++) collect(list.items().get(i), path + "[" + i + "]", out);
    }
    if (!(node instanceof ObjectNode object)) return;
    String prefix = path.isEmpty() ? "" : path + ".";
    for (String name : duplicatesIn(object)) out.add("duplicate field \"" + prefix + name + "\"");
    object.forEach((name, value) -> collect(value, prefix + name, out));
  }
}
