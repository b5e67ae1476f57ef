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
  private final PreparedStatement compaction;

  SqliteStatements(Connection connection) throws SQLException {
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    insert = connection.prepareStatement("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)");
    grant = connection.prepareStatement("INSERT INTO lease VALUES (?, ?)");
    end = connection.prepareStatement("DELETE FROM lease WHERE id = ?");
    dropSuperseded =
        connection.prepareStatement(
            "DELETE FROM history WHERE revision IN"
                + " (SELECT previous FROM history WHERE revision BETWEEN ? AND ? AND previous > 0)");
    dropDeletions =
        connection.prepareStatement(
            "DELETE FROM history WHERE revision BETWEEN ? AND ? AND revision < ? AND created = 0");
    compaction =
        connection.prepareStatement(
            "UPDATE compaction SET compacted = ?, cleaned = max(cleaned, ?)");
  }

  void run(Transaction transaction) throws SQLException {
    begin.execute();
    for (var term : transaction.granted()) run(grant, term.id(), term.endsAt());
    for (var row : transaction.rows()) insert(row);
    for (var id : transaction.ended()) run(end, id);
    clean(transaction);
    commit.execute();
  }

  private void clean(Transaction transaction) throws SQLException {
    var clean = transaction.clean();
    if (!clean.isNothing()) {
      run(dropSuperseded, clean.from(), clean.to());
      run(dropDeletions, clean.from(), clean.to(), transaction.compacted());
    }
    if (transaction.compacts() || !clean.isNothing())
      run(compaction, transaction.compacted(), clean.to());
  }

  private void insert(Row row) throws SQLException {
    insert.setLong(1, row.revision());
    insert.setString(2, row.key());
    insert.setLong(3, row.created());
    insert.setLong(4, row.previous());
    insert.setLong(5, row.lease());
    var value = row.value();
    if (value == null) insert.setNull(6, Types.BLOB);
    else insert.setBytes(6, value.unsafeArray());
    insert.executeUpdate();
  }

  private static void run(PreparedStatement statement, long... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) statement.setLong(i + 1, arguments[i]);
    statement.executeUpdate();
  }

  void close() throws SQLException {
    for (var statement :
        new PreparedStatement[] {
          begin, commit, insert, grant, end, dropSuperseded, dropDeletions, compaction
        }) statement.close();
  }
}
