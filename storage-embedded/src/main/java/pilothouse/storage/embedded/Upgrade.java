package pilothouse.storage.embedded;

import java.sql.Connection;
import java.sql.SQLException;

/// Brings a database of an older version up to date, in one transaction: either all of it or nothing.
final class Upgrade {
  private Upgrade() {}

  /// Version 1 had no sums, and called its one row of state `compaction`.
  static void from1(Connection connection) throws SQLException {
    Sqlite.execute(connection, "BEGIN IMMEDIATE");
    try {
      Sqlite.execute(connection, "ALTER TABLE history ADD COLUMN total INTEGER NOT NULL DEFAULT 0");
      Sqlite.execute(connection, "ALTER TABLE history ADD COLUMN sum INTEGER NOT NULL DEFAULT 0");
      addSums(connection);
      Schema.createState(connection);
      long compacted = Sqlite.number(connection, "SELECT compacted FROM compaction");
      long cleaned = Sqlite.number(connection, "SELECT cleaned FROM compaction");
      Sqlite.execute(
          connection,
          "UPDATE state SET compacted=%d, cleaned=%d, sum=%d"
              .formatted(compacted, cleaned, RowSum.ofNumbers(compacted, cleaned, 0, 1)));
      Sqlite.execute(connection, "DROP TABLE compaction");
      Sqlite.execute(connection, "PRAGMA user_version=2");
      Sqlite.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Sqlite.execute(connection, "ROLLBACK");
      throw e;
    }
  }

  private static void addSums(Connection connection) throws SQLException {
    long total = 0;
    try (var rows =
            connection.prepareStatement(
                "SELECT revision, key, created, previous, lease, value FROM history"
                    + " WHERE revision > ? ORDER BY revision LIMIT 1");
        var update =
            connection.prepareStatement("UPDATE history SET total=?, sum=? WHERE revision=?")) {
      for (long last = 0; ; ) {
        rows.setLong(1, last);
        try (var row = rows.executeQuery()) {
          if (!row.next()) return;
          last = row.getLong(1);
          var key = row.getString(2);
          total += RowSum.trace(last, key, row.getLong(3), row.getLong(5));
          update.setLong(
              2,
              RowSum.of(
                  last,
                  key,
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  total,
                  row.getBytes(6)));
        }
        update.setLong(1, total);
        update.setLong(3, last);
        update.executeUpdate();
      }
    }
  }
}
