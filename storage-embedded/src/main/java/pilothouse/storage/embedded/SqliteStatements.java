package pilothouse.storage.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/// The prepared statements of a transaction. The driver closes a statement that fails, so after a failure they are all
/// made anew.
final class SqliteStatements {
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement insert;
  private final PreparedStatement grant;
  private final PreparedStatement end;
  private final PreparedStatement dropSuperseded;
  private final PreparedStatement dropDeletions;
  private final PreparedStatement state;

  /// What the next transaction begins with: see [RowSum].
  ///
  /// @param total of the newest row
  record Sums(Recovery.State state, long total) {}

  SqliteStatements(Connection connection) throws SQLException {
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    insert =
        connection.prepareStatement(
            "INSERT INTO history (revision, key, created, previous, lease, total, sum, value)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    grant = connection.prepareStatement("INSERT INTO lease VALUES (?, ?)");
    end = connection.prepareStatement("DELETE FROM lease WHERE id = ?");
    String dropped = " RETURNING revision, key, created, lease";
    dropSuperseded =
        connection.prepareStatement(
            "DELETE FROM history WHERE revision IN"
                + " (SELECT previous FROM history WHERE revision BETWEEN ? AND ? AND previous > 0)"
                + dropped);
    dropDeletions =
        connection.prepareStatement(
            "DELETE FROM history WHERE revision BETWEEN ? AND ? AND revision < ? AND created = 0"
                + dropped);
    state =
        connection.prepareStatement(
            "UPDATE state SET compacted = ?, cleaned = ?, dropped = ?, sum = ?");
  }

  Sums run(Transaction transaction, Sums before) throws SQLException {
    begin.execute();
    for (var term : transaction.granted()) run(grant, term.id(), term.endsAt());
    long total = before.total();
    for (var row : transaction.rows()) {
      total += RowSum.trace(row.revision(), row.key(), row.created(), row.lease());
      insert(row, total);
    }
    for (var id : transaction.ended()) run(end, id);
    var after = clean(transaction, before.state());
    commit.execute();
    return new Sums(after, total);
  }

  private Recovery.State clean(Transaction transaction, Recovery.State before) throws SQLException {
    var clean = transaction.clean();
    if (clean.isNothing() && !transaction.compacts()) return before;
    long dropped = before.dropped();
    if (!clean.isNothing()) {
      dropped += drop(dropSuperseded, clean.from(), clean.to());
      dropped += drop(dropDeletions, clean.from(), clean.to(), transaction.compacted());
    }
    var after =
        new Recovery.State(
            transaction.compacted(),
            Math.max(before.cleaned(), clean.to()),
            dropped,
            before.first());
    run(state, after.compacted(), after.cleaned(), after.dropped(), after.sum());
    return after;
  }

  /// The traces of the rows that go.
  private static long drop(PreparedStatement statement, long... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) statement.setLong(i + 1, arguments[i]);
    long traces = 0;
    try (var row = statement.executeQuery()) {
      while (row.next())
        traces += RowSum.trace(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4));
    }
    return traces;
  }

  private void insert(Row row, long total) throws SQLException {
    insert.setLong(1, row.revision());
    insert.setString(2, row.key());
    insert.setLong(3, row.created());
    insert.setLong(4, row.previous());
    insert.setLong(5, row.lease());
    insert.setLong(6, total);
    insert.setLong(7, RowSum.of(row, total));
    var value = row.value();
    if (value == null) insert.setNull(8, Types.BLOB);
    else insert.setBytes(8, value.unsafeArray());
    insert.executeUpdate();
  }

  private static void run(PreparedStatement statement, long... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) statement.setLong(i + 1, arguments[i]);
    statement.executeUpdate();
  }

  void close() throws SQLException {
    for (var statement :
        new PreparedStatement[] {
          begin, commit, insert, grant, end, dropSuperseded, dropDeletions, state
        }) statement.close();
  }
}
