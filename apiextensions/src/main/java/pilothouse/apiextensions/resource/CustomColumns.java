package pilothouse.apiextensions.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pilothouse.api.patch.GoPrint;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.table.Ages;
import pilothouse.builtins.table.LazyColumns;
import pilothouse.registry.Column;
import pilothouse.registry.TableColumns;

/// The table of a custom resource: its name, then the columns that its definition declares, or its age.
///
/// Source: apiextensions-apiserver `pkg/registry/customresource/tableconvertor`.
final class CustomColumns {
  private final List<Column> headers = new ArrayList<>();
  private final List<JsonPath> paths = new ArrayList<>();

  private CustomColumns() {}

  /// The columns of a version, read with the first table.
  ///
  /// @param docs what upstream says of the fields of metadata
  static TableColumns of(Later<Content> content, String version, Supplier<MetadataDocs> docs) {
    var columns = new Later<>(() -> of(content.get().columns(version), docs.get()));
    return new TableColumns(
        new LazyColumns(() -> columns.get().columns()),
        (object, now) -> columns.get().rows().row(object, now));
  }

  /// @param declared `additionalPrinterColumns` of a version
  private static TableColumns of(Node declared, MetadataDocs docs) {
    var columns = new CustomColumns();
    columns.headers.add(new Column("Name", "string", "name", docs.name(), 0));
    if (declared.items().isEmpty())
      columns.add("Age", "date", "", docs.creationTimestamp(), 0, ".metadata.creationTimestamp");
    for (Node column : declared.items()) columns.add(column);
    return new TableColumns(List.copyOf(columns.headers), columns::row);
  }

  /// The columns of scales.
  static TableColumns ofScale(MetadataDocs docs) {
    var columns = new CustomColumns();
    columns.headers.add(new Column("Name", "string", "name", docs.name(), 0));
    columns.add("Desired", "integer", "", "Number of desired replicas", 0, ".spec.replicas");
    columns.add("Available", "integer", "", "Number of actual replicas", 0, ".status.replicas");
    columns.add("Age", "date", "", docs.creationTimestamp(), 0, ".metadata.creationTimestamp");
    return new TableColumns(List.copyOf(columns.headers), columns::row);
  }

  private void add(Node column) {
    String path = column.get("jsonPath").text();
    String own = column.get("description").text();
    add(
        column.get("name").text(),
        column.get("type").text(),
        column.get("format").text(),
        own.isEmpty() ? "Custom resource definition column (in JSONPath format): " + path : own,
        (int) column.get("priority").number(0),
        path);
  }

  private void add(
      String name, String type, String format, String description, int priority, String path) {
    headers.add(new Column(name, type, format, description, priority));
    paths.add(parsed(path));
  }

  private static JsonPath parsed(String path) {
    try {
      return JsonPath.parse(path);
    } catch (JsonPathException _) {
      return new JsonPath(List.of(new JsonPath.Step.Union(List.of())));
    }
  }

  private TableColumns.Row row(ObjectNode object, Instant now) {
    var cells = new ArrayList<Node>();
    cells.add(new StringNode(object.at("metadata", "name").text()));
    for (int i = 0; i < paths.size(); i++) {
      List<Node> found = paths.get(i).find(object);
      String type = headers.get(i + 1).type();
      cells.add(found.isEmpty() ? NullNode.NULL : cell(type, found.getFirst(), now));
    }
    return TableColumns.Row.of(cells);
  }

  private static Node cell(String type, Node value, Instant now) {
    return switch (type) {
      case "string" -> new StringNode(text(value));
      case "integer" -> integer(value);
      case "number" ->
          value instanceof LongNode(var whole)
              ? new DoubleNode(whole)
              : value instanceof DoubleNode ? value : NullNode.NULL;
      case "boolean" -> value instanceof BoolNode ? value : NullNode.NULL;
      case "date" -> value instanceof StringNode ? new StringNode(age(value, now)) : NullNode.NULL;
      default -> NullNode.NULL;
    };
  }

  private static String age(Node time, Instant now) {
    return Ages.instant(time).isPresent() ? Ages.since(time, now) : "<invalid>";
  }

  /// A float beyond 64 bits becomes the least number there is, as Go's conversion has it.
  private static Node integer(Node value) {
    return switch (value) {
      case LongNode _ -> value;
      case DoubleNode(var number) ->
          new LongNode(Math.abs(number) < 0x1p63 ? (long) number : Long.MIN_VALUE);
      default -> NullNode.NULL;
    };
  }

  private static String text(Node value) {
    return switch (value) {
      case StringNode(var text) -> text;
      case ObjectNode _, ListNode _ -> value.toString();
      case NullNode _ -> "<no value>";
      case LongNode _, DoubleNode _, BoolNode _ -> GoPrint.of(value);
    };
  }

  /// What upstream publishes of two fields that every table shows.
  record MetadataDocs(String name, String creationTimestamp) {}
}
