package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// A path into an object, such as `.status.conditions[?(@.type=="Ready")].status`. What it leads over and is not there leads to nothing.
///
/// Source of the language: client-go `util/jsonpath`.
public final class JsonPath {
  private final List<Step> steps;

  JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /// @throws JsonPathException where the text is no path
  public static JsonPath parse(String text) {
    return new JsonPathParser(text).parse();
  }

  /// One step of a path.
  sealed interface Step {
    record Member(String name) implements Step {}

    /// All members or items.
    record Every() implements Step {}

    /// Everything below, the value itself included.
    record Below() implements Step {}

    /// Items from one up to another, counted from the end where negative; `to` is empty for all that follow.
    record Slice(int from, Optional<Integer> to, int by, boolean one) implements Step {}

    record Union(List<Step> steps) implements Step {}

    /// Items of which something is true.
    record Filter(Operand left, String operator, Operand right) implements Step {}
  }

  /// What a filter compares: a value, or a path from the item.
  sealed interface Operand {
    record Value(Node value) implements Operand {}

    record Path(JsonPath path) implements Operand {}
  }

  /// All that the path leads to, in order.
  public List<Node> find(Node root) {
    List<Node> found = List.of(root);
    for (Step step : steps) {
      var next = new ArrayList<Node>();
      for (Node node : found) step(step, node, next);
      found = next;
    }
    return found;
  }

  private static void step(Step step, Node node, List<Node> out) {
    switch (step) {
      case Step.Member(var name) -> {
        if (node instanceof ObjectNode object && object.has(name)) out.add(object.get(name));
      }
      case Step.Every _ -> {
        node.object().forEach((_, value) -> out.add(value));
        out.addAll(node.items());
      }
      case Step.Below _ -> below(node, out);
      case Step.Slice slice -> slice(slice, node.items(), out);
      case Step.Union(var steps) -> steps.forEach(one -> step(one, node, out));
      case Step.Filter filter -> {
        for (Node item : node.items()) if (matches(filter, item)) out.add(item);
      }
    }
  }

  private static void below(Node node, List<Node> out) {
    out.add(node);
    node.object().forEach((_, value) -> below(value, out));
    for (Node item : node.items()) below(item, out);
  }

  private static void slice(Step.Slice slice, List<Node> items, List<Node> out) {
    int from = slice.from() < 0 ? slice.from() + items.size() : slice.from();
    if (slice.one()) {
      if (from >= 0 && from < items.size()) out.add(items.get(from));
      return;
    }
    int end = slice.to().map(to -> to < 0 ? to + items.size() : to).orElse(items.size());
    for (int i = Math.max(0, from); i < Math.min(end, items.size()); i += slice.by())
      out.add(items.get(i));
  }

  private static boolean matches(Step.Filter filter, Node item) {
    List<Node> left = values(filter.left(), item);
    if (filter.operator().equals("exists")) return !left.isEmpty();
    List<Node> right = values(filter.right(), item);
    if (left.isEmpty() || right.isEmpty()) return false;
    Node a = left.getFirst();
    Node b = right.getFirst();
    return switch (filter.operator()) {
      case "==" -> compare(a, b) == 0;
      case "!=" -> compare(a, b) != 0;
      case "<" -> compare(a, b) < 0;
      case "<=" -> compare(a, b) <= 0;
      case ">" -> compare(a, b) > 0;
      default -> compare(a, b) >= 0;
    };
  }

  private static List<Node> values(Operand operand, Node item) {
    return switch (operand) {
      case Operand.Value(var value) -> List.of(value);
      case Operand.Path(var path) -> path.find(item);
    };
  }

  private static int compare(Node left, Node right) {
    boolean numbers =
        (left instanceof LongNode || left instanceof DoubleNode)
            && (right instanceof LongNode || right instanceof DoubleNode);
    if (numbers) return Double.compare(number(left), number(right));
    return text(left).compareTo(text(right));
  }

  private static double number(Node node) {
    return node instanceof DoubleNode(var value) ? value : node.number(0);
  }

  private static String text(Node node) {
    return node instanceof StringNode(var value) ? value : node.toString();
  }

  /// The path as plain member names; empty where it is anything more.
  public Optional<List<String>> members() {
    var out = new ArrayList<String>();
    for (Step step : steps) {
      if (!(step instanceof Step.Member(var name))) return Optional.empty();
      out.add(name);
    }
    return Optional.of(out);
  }
}
