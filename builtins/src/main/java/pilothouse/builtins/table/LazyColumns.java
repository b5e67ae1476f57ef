package pilothouse.builtins.table;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import pilothouse.registry.Column;

/// Columns that are read, with their descriptions, when the first table is asked for: a server starts without them.
public final class LazyColumns extends AbstractList<Column> {
  private final Supplier<List<Column>> columns;

  public LazyColumns(Supplier<List<Column>> columns) {
    this.columns = columns;
  }

  @Override
  public Column get(int index) {
    return columns.get().get(index);
  }

  @Override
  public int size() {
    return columns.get().size();
  }
}
