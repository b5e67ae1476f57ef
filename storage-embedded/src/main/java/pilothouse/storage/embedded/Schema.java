package pilothouse.storage.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import pilothouse.storage.StoreException;

/// The layout of the database file. An operator can read it with `sqlite3`:
///
///     select key, max(revision), created, cast(value as text) from history group by key having created > 0;
///
/// Writing to it with anything else breaks its sums, and it is refused from then on.
final class Schema {
  /// Marks the file as ours (`PLTH`), in SQLite's header.
  private static final int APPLICATION = 0x504c5448;

  static final int VERSION = 2;

  private Schema() {}

  /// Checks the layout; makes it in an empty file, and brings it up to date in one of an older version.
  ///
  /// @throws StoreException.Corrupt if the file is something else, or was written by a newer version
  static void ensure(Connection connection) throws SQLException {
    long version = version(connection);
    if (version == 0) create(connection);
    else if (version == 1) Upgrade.from1(connection);
    else if (version != VERSION)
      throw new StoreException.Corrupt(
          "the store has schema version "
              + version
              + ", this program reads up to "
              + VERSION
              + ": start the program that wrote it, or one that is newer");
  }

  /// 0 of an empty file.
  private static long version(Connection connection) throws SQLException {
    long application = Sqlite.number(connection, "PRAGMA application_id");
    long version = Sqlite.number(connection, "PRAGMA user_version");
    if (application == 0
        && version == 0
        && Sqlite.number(connection, "SELECT count(*) FROM sqlite_schema") == 0) return 0;
    if (application != APPLICATION)
      throw new StoreException.Corrupt("the database is not a store of Pilothouse");
    return version;
  }

  /* A row's value comes last, for reading the columns before it does not load the pages of a long value. The index answers
   * "which is the newest row of each key, and is it a deletion" alone. `sum`, `total` and `dropped` are those of RowSum. */
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
          total INTEGER NOT NULL,
          sum INTEGER NOT NULL,
          value BLOB)\
        """);
    Sqlite.execute(connection, "CREATE INDEX history_key ON history (key, revision, created)");
    Sqlite.execute(
        connection, "CREATE INDEX history_lease ON history (revision, lease) WHERE lease <> 0");
    Sqlite.execute(
        connection, "CREATE TABLE lease (id INTEGER PRIMARY KEY, ends_at INTEGER NOT NULL)");
    createState(connection);
    Sqlite.execute(connection, "PRAGMA application_id=" + APPLICATION);
    Sqlite.execute(connection, "PRAGMA user_version=" + VERSION);
    Sqlite.execute(connection, "COMMIT");
  }

  /// `first` is the revision that the store began with: it is never below it.
  static void createState(Connection connection) throws SQLException {
    Sqlite.execute(
        connection,
        "CREATE TABLE state (compacted INTEGER NOT NULL, cleaned INTEGER NOT NULL,"
            + " dropped INTEGER NOT NULL, first INTEGER NOT NULL, sum INTEGER NOT NULL)");
    Sqlite.execute(
        connection, "INSERT INTO state VALUES (0, 0, 0, 1, " + RowSum.ofNumbers(0, 0, 0, 1) + ")");
  }
}
