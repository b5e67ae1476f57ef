package pilothouse.builtins.table;

import java.util.List;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.Column;
import pilothouse.registry.TableColumns;

/// Finds the table of a kind.
public final class Tables {
  private static final TableColumns PLAIN =
      new TableColumns(
          List.of(
              new Column("Name", "string", "name", "", 0),
              new Column("Created At", "date", "", "", 0)),
          (object, now) ->
              TableColumns.Row.of(
                  List.of(
                      new StringNode(object.at("metadata", "name").text()),
                      new StringNode(object.at("metadata", "creationTimestamp").text()))));

  public TableColumns of(GroupVersionKind kind) {
    return PLAIN;
  }
}
