package pilothouse.storage.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import pilothouse.storage.StoreException;

/// The layout of the database file. An operator can read it with `sqlite3`:
///
///     select key, max(revision), created, cast(value as text) from history group by key having created > 0;
final class Schema {
  /// Marks the file as ours (`PLTH`), in SQLite's header.
  private static final int APPLICATION = 0x504c5448;

  private static final int VERSION = 1;

  private Schema() {}

  /// Checks the layout; makes it in an empty file.
  ///
  /// @throws StoreException.Corrupt if the file is something else, or was written by a newer version
  static void ensure(Connection connection) throws SQLException {
    long application = Sqlite.number(connection, "PRAGMA application_id");
    long version = Sqlite.number(connection, "PRAGMA user_version");
    if (application == 0
        && version == 0
        && Sqlite.number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
      create(connection);
      return;
    }
    if (application != APPLICATION)
      throw new StoreException.Corrupt("the database is not a store of Pilothouse");
    if (version != VERSION)
      throw new StoreException.Corrupt(
          "the store has schema version " + version + ", this program reads " + VERSION);
  }

  /* A row's value comes last, for reading the columns before it does not load the pages of a long value. The index answers
   * "which is the newest row of each key, and is it a deletion" alone. */
  private static void create(Connection connection) throws SQLException {
    Sqlite.execute(connection, "PRAGMA page_size=8192");
    Sqlite.execute(connection, "PRAGMA journal_mode=WAL");
    Sqlite.execute(connection, "BEGIN IMMEDIATE");
    Sqlite.execute(
        connection,
        """
        CREATE TABLE history (
          revision INTEGER PRIMARY KEY,
          key TEXT NOT NULL,
          created INTEGER NOT NULL,
          previous INTEGER NOT NULL,
          lease INTEGER NOT NULL,
          value BLOB)\
        """);
    Sqlite.execute(connection, "CREATE INDEX history_key ON history (key, revision, created)");
    Sqlite.execute(
        connection, "CREATE INDEX history_lease ON history (revision, lease) WHERE lease <> 0");
    Sqlite.execute(
        connection, "CREATE TABLE lease (id INTEGER PRIMARY KEY, ends_at INTEGER NOT NULL)");
    Sqlite.execute(
        connection,
        "CREATE TABLE compaction (compacted INTEGER NOT NULL, cleaned INTEGER NOT NULL)");
    Sqlite.execute(connection, "INSERT INTO compaction VALUES (0, 0)");
    Sqlite.execute(connection, "PRAGMA application_id=" + APPLICATION);
    Sqlite.execute(connection, "PRAGMA user_version=" + VERSION);
    Sqlite.execute(connection, "COMMIT");
  }
}
