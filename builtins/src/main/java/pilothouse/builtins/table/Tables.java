package pilothouse.builtins.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.Lazy;
import pilothouse.builtins.conversion.AutoscalerConversion;
import pilothouse.builtins.conversion.EventConversion;
import pilothouse.registry.Column;
import pilothouse.registry.TableColumns;

/// Finds the table of a kind. Rows are made of the served form; kinds that are served in two forms share the row of one.
public final class Tables {
  private static final TableColumns.RowOf PLAIN =
      (object, now) -> Cells.named(object, now).node(created(object)).row();

  private final Supplier<Map<String, List<Column>>> columns;
  private final Map<String, TableColumns.RowOf> rows = new HashMap<>();
  private final Supplier<List<Column>> plain;

  public Tables(Function<GroupVersionKind, StructType> types, FieldDocs docs) {
    columns = new Lazy<>(() -> ColumnFile.read(types, docs));
    plain = new Lazy<>(() -> plain(docs));
    List.of(
            CoreTables.ROWS,
            WorkloadTables.ROWS,
            NetworkTables.ROWS,
            StorageTables.ROWS,
            PolicyTables.ROWS,
            OtherTables.ROWS)
        .forEach(rows::putAll);
    rows.put("events.k8s.io/v1/Event", after(EventConversion::toCore, CoreTables::event));
    rows.put("autoscaling/v2/HorizontalPodAutoscaler", AutoscalerTable::row);
    rows.put(
        "autoscaling/v1/HorizontalPodAutoscaler",
        after(AutoscalerConversion::shown, AutoscalerTable::row));
  }

  public TableColumns of(GroupVersionKind kind) {
    String key = kind.apiVersion() + "/" + kind.kind();
    return new TableColumns(new LazyColumns(() -> columnsOf(key)), rows.getOrDefault(key, PLAIN));
  }

  private List<Column> columnsOf(String key) {
    List<Column> own = columns.get().get(key);
    return own == null ? plain.get() : own;
  }

  private static TableColumns.RowOf after(
      Function<ObjectNode, ObjectNode> conversion, TableColumns.RowOf row) {
    return (object, now) -> row.row(conversion.apply(object), now);
  }

  private static List<Column> plain(FieldDocs docs) {
    String meta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    return List.of(
        new Column("Name", "string", "name", docs.of(meta, "name"), 0),
        new Column(
            "Created At",
            "date",
            "",
            ColumnFile.paragraphs(docs.of(meta, "creationTimestamp")),
            0));
  }

  private static Node created(ObjectNode object) {
    String time = object.at("metadata", "creationTimestamp").text();
    return new StringNode(Cells.orElse(time, "0001-01-01T00:00:00Z"));
  }
}
