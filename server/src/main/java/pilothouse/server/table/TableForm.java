package pilothouse.server.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Column;
import pilothouse.registry.TableColumns;

/// The `Table` of a kind: its column definitions, and a row an object.
///
/// @param apiVersion `meta.k8s.io/v1` or `meta.k8s.io/v1beta1`
public record TableForm(TableColumns columns, String apiVersion, IncludeObject include) {

  /// A table of one object, with its resourceVersion.
  public ObjectNode single(ObjectNode object, Instant now) {
    var metadata = ObjectNode.builder();
    Node version = object.at("metadata", "resourceVersion");
    if (!version.isNull()) metadata.put("resourceVersion", version);
    return of(metadata.build(), List.of(object), now);
  }

  /// @param metadata of the list
  public ObjectNode of(ObjectNode metadata, List<ObjectNode> objects, Instant now) {
    var rows = new ArrayList<Node>();
    for (ObjectNode object : objects) rows.add(row(object, now));
    var out = ObjectNode.builder();
    out.put("kind", "Table").put("apiVersion", apiVersion).put("metadata", metadata);
    out.put("columnDefinitions", definitions());
    return out.put("rows", ListNode.of(rows)).build();
  }

  public ListNode definitions() {
    return ListNode.of(columns.columns().stream().map(TableForm::definition).toList());
  }

  private static ObjectNode definition(Column column) {
    var out = ObjectNode.builder();
    out.put("name", column.name()).put("type", column.type()).put("format", column.format());
    out.put("description", column.description()).put("priority", column.priority());
    return out.build();
  }

  public ObjectNode row(ObjectNode object, Instant now) {
    TableColumns.Row row = columns.rows().row(object, now);
    var out = ObjectNode.builder().put("cells", ListNode.of(row.cells()));
    if (!row.conditions().isEmpty()) out.put("conditions", ListNode.of(row.conditions()));
    return out.put("object", beside(object)).build();
  }

  private Node beside(ObjectNode object) {
    return switch (include) {
      case NONE -> NullNode.NULL;
      case METADATA -> PartialMetadata.of(object, apiVersion);
      case OBJECT -> object;
    };
  }
}
