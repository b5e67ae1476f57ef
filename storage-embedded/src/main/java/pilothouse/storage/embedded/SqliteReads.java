package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;

/// A connection that reads. Used by one thread at a time.
final class SqliteReads implements AutoCloseable {
  /// The newest row of each key, from the index alone. A bare column beside `max` is that of the greatest row, and HAVING
  /// sees it so: https://www.sqlite.org/lang_select.html#bareagg
  private static final String NEWEST =
      "SELECT max(revision) AS newest, created FROM history"
          + " WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key HAVING created > 0";

  private final Connection connection;
  private final PreparedStatement read;
  private final PreparedStatement range;
  private final PreparedStatement count;
  private final PreparedStatement history;

  SqliteReads(Path file) throws SQLException {
    connection = Sqlite.connect(file, true);
    Sqlite.execute(connection, "PRAGMA cache_size=-2048");
    read =
        connection.prepareStatement(
            "SELECT revision, key, created, value FROM history WHERE revision = ?");
    range =
        connection.prepareStatement(
            "SELECT h.revision, h.key, h.created, h.value FROM (SELECT newest FROM ("
                + NEWEST
                + " ORDER BY key LIMIT ?) ORDER BY newest LIMIT -1) CROSS JOIN history h ON h.revision = newest");
    count = connection.prepareStatement("SELECT count(*) FROM (" + NEWEST + ")");
    // Unary plus: the revisions are few and in order, the keys may be many.
    history =
        connection.prepareStatement(
            "SELECT revision, key, created, value FROM history"
                + " WHERE revision BETWEEN ? AND ? AND +key >= ? AND +key < ? ORDER BY revision LIMIT ?");
  }

  Optional<Stored> read(long revision) throws SQLException {
    read.setLong(1, revision);
    try (var row = read.executeQuery()) {
      return row.next() && row.getLong(3) != 0 ? Optional.of(stored(row)) : Optional.empty();
    }
  }

  List<Stored> range(String from, String to, long revision, int limit) throws SQLException {
    bind(range, from, to, revision);
    range.setInt(4, limit == 0 ? -1 : limit);
    var found = new ArrayList<Stored>();
    try (var row = range.executeQuery()) {
      while (row.next()) found.add(stored(row));
    }
    // The join follows the order of what it joins, but SQL does not promise that. In order, sorting
    // costs one pass.
    found.sort(Comparator.comparing(Stored::key));
    return found;
  }

  long count(String from, String to, long revision) throws SQLException {
    bind(count, from, to, revision);
    try (var row = count.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static void bind(PreparedStatement statement, String from, String to, long revision)
      throws SQLException {
    statement.setString(1, from);
    statement.setString(2, to);
    statement.setLong(3, revision);
  }

  List<StoreEvent> history(String from, String to, long first, long last, int limit)
      throws SQLException {
    history.setLong(1, first);
    history.setLong(2, last);
    history.setString(3, from);
    history.setString(4, to);
    history.setInt(5, limit);
    var found = new ArrayList<StoreEvent>();
    try (var row = history.executeQuery()) {
      while (row.next()) {
        boolean deletion = row.getLong(3) == 0;
        found.add(
            deletion
                ? new StoreEvent.Deleted(row.getString(2), row.getLong(1))
                : new StoreEvent.Put(stored(row)));
      }
    }
    return found;
  }

  private static Stored stored(ResultSet row) throws SQLException {
    byte[] value = row.getBytes(4);
    return new Stored(
        row.getString(2),
        value == null ? Bytes.EMPTY : Bytes.wrap(value),
        row.getLong(1),
        row.getLong(3));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
