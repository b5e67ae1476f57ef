package pilothouse.server.discovery;

import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Discovery documents and refusals in YAML's block style, members sorted, as upstream's writer has them. They hold names, texts and flags and nothing that
/// needs more of YAML.
public final class DiscoveryYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9./-]*");
  private static final Set<String> RESERVED =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private final StringBuilder out = new StringBuilder();

  private DiscoveryYaml() {}

  public static Bytes of(ObjectNode document) {
    var yaml = new DiscoveryYaml();
    yaml.members(document, 0, false);
    return Bytes.utf8(yaml.out.toString());
  }

  /// @param inline the first member continues the present line, after a dash
  private void members(ObjectNode object, int depth, boolean inline) {
    var sorted = new TreeMap<String, Node>();
    object.forEach(sorted::put);
    boolean first = inline;
    for (var member : sorted.entrySet()) {
      if (!first) indent(depth);
      first = false;
      out.append(scalar(member.getKey())).append(':');
      value(member.getValue(), depth);
    }
  }

  private void value(Node node, int depth) {
    switch (node) {
      case ObjectNode object when object.size() > 0 -> {
        out.append('\n');
        members(object, depth + 1, false);
      }
      case ListNode list when !list.items().isEmpty() -> {
        out.append('\n');
        items(list, depth);
      }
      default -> out.append(' ').append(flat(node)).append('\n');
    }
  }

  private void items(ListNode list, int depth) {
    for (Node item : list.items()) {
      indent(depth);
      out.append("- ");
      if (item instanceof ObjectNode object && object.size() > 0) members(object, depth + 1, true);
      else out.append(flat(item)).append('\n');
    }
  }

  private void indent(int depth) {
    out.append("  ".repeat(depth));
  }

  private static String flat(Node node) {
    return node instanceof StringNode text ? scalar(text.value()) : JsonWriter.compact(node).utf8();
  }

  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !RESERVED.contains(text.toLowerCase(java.util.Locale.ROOT));
    return plain ? text : JsonWriter.compact(new StringNode(text)).utf8();
  }
}
