package pilothouse.registry;

import java.time.Instant;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The columns of a kind, and how a row of it is made.
///
/// @param columns unmodifiable; not copied, as built-in kinds read theirs when the first table is asked for
public record TableColumns(List<Column> columns, RowOf rows) {

  /// A row: one cell a column, and conditions as the wire has them (`[]` for almost all).
  public record Row(List<Node> cells, List<Node> conditions) {
    public static Row of(List<Node> cells) {
      return new Row(cells, List.of());
    }
  }

  /// Makes the row of an object; ages are told as of `now`.
  @FunctionalInterface
  public interface RowOf {
    Row row(ObjectNode object, Instant now);
  }
}
