package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;

/// A connection that reads. Used by one thread at a time.
final class SqliteReads implements AutoCloseable {
  /// The newest row of each key, from the index alone. A bare column beside `max` is that of the greatest row, and HAVING
  /// sees it so: https://www.sqlite.org/lang_select.html#bareagg
  private static final String NEWEST =
      "SELECT key AS name, max(revision) AS newest, created FROM history"
          + " WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key HAVING created > 0";

  /// To pass over so many rows that are not wanted costs less than to look for the next one.
  private static final int WORTH_PASSING = 4;

  private final Connection connection;
  private final PreparedStatement read;
  private final PreparedStatement range;
  private final PreparedStatement newest;
  private final PreparedStatement between;
  private final PreparedStatement count;
  private final PreparedStatement history;
  private final PreparedStatement historyOfFew;
  private final PreparedStatement countWrites;

  SqliteReads(Path file) throws SQLException {
    connection = Sqlite.connect(file, true);
    Sqlite.execute(connection, "PRAGMA cache_size=-2048");
    read =
        connection.prepareStatement(
            "SELECT " + SqliteRow.COLUMNS + " FROM history WHERE revision = ?");
    range =
        connection.prepareStatement(
            "SELECT newest, name, "
                + SqliteRow.COLUMNS
                + " FROM (SELECT newest, name FROM ("
                + NEWEST
                + " ORDER BY key LIMIT ?) ORDER BY newest LIMIT -1) LEFT JOIN history ON revision = newest");
    newest =
        connection.prepareStatement(
            "SELECT newest, name FROM (" + NEWEST + " ORDER BY key LIMIT ?)");
    between =
        connection.prepareStatement(
            "SELECT " + SqliteRow.COLUMNS + " FROM history WHERE revision BETWEEN ? AND ?");
    count = connection.prepareStatement("SELECT count(*) FROM (" + NEWEST + ")");
    countWrites =
        connection.prepareStatement(
            "SELECT count(*) FROM history INDEXED BY history_key"
                + " WHERE key >= ? AND key < ? AND revision BETWEEN ? AND ?");
    // Unary plus: the revisions are few and in order, the keys may be many.
    history =
        connection.prepareStatement(
            "SELECT "
                + SqliteRow.COLUMNS
                + " FROM history WHERE revision BETWEEN ? AND ? AND +key >= ? AND +key < ? ORDER BY revision LIMIT ?");
    // The other way round: rows of other keys, each of which may be large, are not read.
    historyOfFew =
        connection.prepareStatement(
            "SELECT "
                + SqliteRow.COLUMNS
                + " FROM history INDEXED BY history_key"
                + " WHERE revision BETWEEN ? AND ? AND key >= ? AND key < ? ORDER BY revision");
  }

  Optional<Stored> read(long revision) throws SQLException {
    read.setLong(1, revision);
    try (var row = read.executeQuery()) {
      if (!row.next()) return Optional.empty();
      var found = new SqliteRow(row, 0);
      return found.isDeletion() ? Optional.empty() : Optional.of(found.stored());
    }
  }

  List<Stored> range(String from, String to, long revision, int limit) throws SQLException {
    bind(range, from, to, revision);
    range.setInt(4, limit == 0 ? -1 : limit);
    var found = new ArrayList<Stored>();
    try (var row = range.executeQuery()) {
      while (row.next()) {
        var item = new SqliteRow(row, 2);
        if (item.isMissing())
          throw Recovery.damaged("the row of revision " + row.getLong(1) + " is missing");
        found.add(item.isSound() ? item.stored() : item.damaged(row.getString(2)));
      }
    }
    // The join follows the order of what it joins, but SQL does not promise that. In order, sorting
    // costs one pass.
    found.sort(Comparator.comparing(Stored::key));
    return found;
  }

  Journal.Newest newest(String from, String to, long revision, int limit) throws SQLException {
    bind(newest, from, to, revision);
    newest.setInt(4, limit);
    var found = LongStream.builder();
    var last = "";
    try (var row = newest.executeQuery()) {
      while (row.next()) {
        found.add(row.getLong(1));
        last = row.getString(2);
      }
    }
    return new Journal.Newest(found.build().toArray(), last);
  }

  List<Stored> rows(long[] revisions) throws SQLException {
    var found = new ArrayList<Stored>(revisions.length);
    long span = revisions[revisions.length - 1] - revisions[0];
    if (span < (long) WORTH_PASSING * revisions.length)
      between(revisions[0], revisions[revisions.length - 1], revisions, found);
    else for (long revision : revisions) between(revision, revision, revisions, found);
    return found;
  }

  /// Adds those of `wanted` that are there.
  private void between(long first, long last, long[] wanted, List<Stored> found)
      throws SQLException {
    between.setLong(1, first);
    between.setLong(2, last);
    try (var row = between.executeQuery()) {
      while (row.next())
        if (Arrays.binarySearch(wanted, row.getLong(1)) >= 0
            && event(new SqliteRow(row, 0)) instanceof StoreEvent.Put(var stored))
          found.add(stored);
    }
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
    history.setInt(5, limit);
    return events(history, from, to, first, last);
  }

  List<StoreEvent> historyOfFew(String from, String to, long first, long last) throws SQLException {
    return events(historyOfFew, from, to, first, last);
  }

  private List<StoreEvent> events(
      PreparedStatement statement, String from, String to, long first, long last)
      throws SQLException {
    statement.setLong(1, first);
    statement.setLong(2, last);
    statement.setString(3, from);
    statement.setString(4, to);
    var found = new ArrayList<StoreEvent>();
    try (var row = statement.executeQuery()) {
      while (row.next()) found.add(event(new SqliteRow(row, 0)));
    }
    return found;
  }

  private StoreEvent event(SqliteRow row) throws SQLException {
    return row.isSound() ? row.event() : damagedEvent(row);
  }

  /// What the index knows of a damaged row.
  private StoreEvent damagedEvent(SqliteRow row) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT key, created FROM history INDEXED BY history_key WHERE revision = ?")) {
      statement.setLong(1, row.revision());
      try (var known = statement.executeQuery()) {
        if (!known.next()) throw Recovery.damaged("revision " + row.revision() + " has no key");
        var key = known.getString(1);
        long created = known.getLong(2);
        if (created == 0) return new StoreEvent.Deleted(key, row.revision());
        return new StoreEvent.Put(row.damaged(key));
      }
    }
  }

  /// From the index, which was checked when the store opened.
  long countWrites(String from, String to, long first, long last) throws SQLException {
    countWrites.setString(1, from);
    countWrites.setString(2, to);
    countWrites.setLong(3, first);
    countWrites.setLong(4, last);
    try (var row = countWrites.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
