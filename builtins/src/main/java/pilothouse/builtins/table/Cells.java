package pilothouse.builtins.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.TableColumns;

/// Collects the cells of a row, left to right.
final class Cells {
  static final String NONE = "<none>";
  static final String UNSET = "<unset>";

  private final ObjectNode object;
  private final Instant now;
  private final List<Node> cells = new ArrayList<>(12);

  private Cells(ObjectNode object, Instant now) {
    this.object = object;
    this.now = now;
  }

  static Cells of(ObjectNode object, Instant now) {
    return new Cells(object, now);
  }

  /// Begins the row of an object with its name, as almost all do.
  static Cells named(ObjectNode object, Instant now) {
    return of(object, now).text(nameOf(object));
  }

  static String nameOf(Node object) {
    return object.at("metadata", "name").text();
  }

  Cells text(String text) {
    cells.add(new StringNode(text));
    return this;
  }

  /// The text at a path, or what stands for it when it is empty.
  Cells text(String otherwise, String... path) {
    return text(orElse(object.at(path).text(), otherwise));
  }

  Cells number(long number) {
    cells.add(new LongNode(number));
    return this;
  }

  /// The number at a path, 0 when there is none.
  Cells number(String... path) {
    return number(object.at(path).number(0));
  }

  Cells bool(boolean value) {
    cells.add(BoolNode.of(value));
    return this;
  }

  Cells bool(boolean otherwise, String... path) {
    return bool(object.at(path).bool(otherwise));
  }

  Cells node(Node cell) {
    cells.add(cell);
    return this;
  }

  /// How long ago the object was created.
  Cells age() {
    return text(Ages.since(object.at("metadata", "creationTimestamp"), now));
  }

  /// Names and images of the containers of a pod template, as two cells.
  Cells containers(Node template) {
    List<Node> containers = template.at("spec", "containers").items();
    return text(joined(containers, "name")).text(joined(containers, "image"));
  }

  TableColumns.Row row() {
    return TableColumns.Row.of(cells);
  }

  TableColumns.Row row(List<Node> conditions) {
    return new TableColumns.Row(List.copyOf(cells), conditions);
  }

  private static String joined(List<Node> items, String field) {
    return String.join(",", items.stream().map(i -> i.get(field).text()).toList());
  }

  static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  static boolean deleting(Node object) {
    return !object.at("metadata", "deletionTimestamp").isNull();
  }

  static boolean annotatedTrue(Node object, String... annotations) {
    for (String name : annotations)
      if (object.at("metadata", "annotations", name).text().equals("true")) return true;
    return false;
  }

  /// `a,b,c + 2 more...` for a list of which three at most are shown.
  static String upToThree(List<String> texts) {
    String shown = String.join(",", texts.stream().limit(3).toList());
    return texts.size() > 3 ? shown + " + " + (texts.size() - 3) + " more..." : shown;
  }

  /// Whether a condition of this type stands at `True`.
  static boolean conditionTrue(Node object, String type) {
    return anyCondition(
        object, c -> c.get("type").text().equals(type) && c.get("status").text().equals("True"));
  }

  static boolean anyCondition(Node object, Predicate<Node> test) {
    return object.at("status", "conditions").items().stream().anyMatch(test);
  }
}
