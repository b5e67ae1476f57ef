package pilothouse.api.yaml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import pilothouse.api.Bytes;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Writes trees as upstream does: keys sorted, two spaces a level, lists as deep as their key, texts plain where they mean nothing else.
public final class YamlWriter {
  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  public static Bytes write(Node node) {
    var writer = new YamlWriter();
    writer.block(node, 0);
    return Bytes.wrap(writer.out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// A node at the beginning of a line, or after `- `.
  private void block(Node node, int indent) {
    switch (node) {
      case ObjectNode object when !object.isEmpty() -> object(object, indent);
      case ListNode list when list.size() > 0 -> list(list.items(), indent);
      default -> {
        scalar(node, indent);
        out.append('\n');
      }
    }
  }

  private void object(ObjectNode object, int indent) {
    boolean first = true;
    for (String name : new TreeSet<>(object.names())) {
      if (!first) out.append(" ".repeat(indent));
      first = false;
      out.append(YamlQuotes.text(name)).append(':');
      member(object.get(name), indent);
    }
  }

  private void member(Node value, int indent) {
    switch (value) {
      case ObjectNode object when !object.isEmpty() -> {
        out.append('\n').append(" ".repeat(indent + 2));
        object(object, indent + 2);
      }
      case ListNode list when list.size() > 0 -> {
        out.append('\n').append(" ".repeat(indent));
        list(list.items(), indent);
      }
      default -> {
        out.append(' ');
        scalar(value, indent + 2);
        out.append('\n');
      }
    }
  }

  private void list(List<Node> items, int indent) {
    boolean first = true;
    for (Node item : items) {
      if (!first) out.append(" ".repeat(indent));
      first = false;
      out.append("- ");
      block(item, indent + 2);
    }
  }

  private void scalar(Node node, int indent) {
    switch (node) {
      case StringNode(String text) when YamlQuotes.fitsLiteral(text) -> literal(text, indent);
      case StringNode(String text) -> out.append(YamlQuotes.text(text));
      case ObjectNode _ -> out.append("{}");
      case ListNode _ -> out.append("[]");
      default -> out.append(node);
    }
  }

  private void literal(String text, int indent) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    boolean keep = body.endsWith("\n");
    out.append('|');
    if (text.startsWith(" ")) out.append(2);
    out.append(text.endsWith("\n") ? keep ? "+" : "" : "-");
    String margin = " ".repeat(Math.max(2, indent));
    for (String line : body.split("\n", -1)) {
      out.append('\n');
      if (!line.isEmpty()) out.append(margin).append(line);
    }
  }
}
