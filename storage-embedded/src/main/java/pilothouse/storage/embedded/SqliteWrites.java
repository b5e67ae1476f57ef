package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreException;

/// The one connection that writes. Used by one thread at a time.
final class SqliteWrites implements AutoCloseable {
  /// Pages of the write-ahead log after which a commit moves them into the database itself, for [Checkpoints] have not kept
  /// up or never found the writer pausing: 32 MiB. That bounds the log, and what a start after a crash has to read.
  private static final int CHECKPOINT_PAGES = 4096;

  private final Connection connection;
  private @Nullable SqliteStatements statements;
  private SqliteStatements.Sums sums = new SqliteStatements.Sums(new Recovery.State(0, 0, 0, 1), 0);

  private SqliteWrites(Connection connection) {
    this.connection = connection;
  }

  /// Opens `file`, which exists, and makes its layout if it is empty.
  static SqliteWrites open(Path file, long largestBytes) {
    try {
      var connection = Sqlite.connect(file, false);
      try {
        configure(connection, largestBytes);
        return new SqliteWrites(connection);
      } catch (SQLException | StoreException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot open " + file, e);
    }
  }

  private static void configure(Connection connection, long largestBytes) throws SQLException {
    Schema.ensure(connection);
    // A backup that was put in the place of the database has another mode.
    Sqlite.execute(connection, "PRAGMA journal_mode=WAL");
    Sqlite.execute(connection, "PRAGMA synchronous=FULL");
    Sqlite.execute(connection, "PRAGMA cache_size=-8192");
    Sqlite.execute(connection, "PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
    Sqlite.execute(connection, "PRAGMA journal_size_limit=" + (64 << 20));
    long pageSize = Sqlite.number(connection, "PRAGMA page_size");
    if (largestBytes > 0)
      Sqlite.execute(connection, "PRAGMA max_page_count=" + largestBytes / pageSize);
  }

  /// @throws StoreException.Corrupt if it is not as it was written
  Recovered recover() {
    try {
      var found = Recovery.of(connection);
      sums = new SqliteStatements.Sums(found.state(), found.total());
      return found.recovered();
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot read the store", e);
    }
  }

  /// Lets an empty store begin at a revision: nothing before it was ever there, and nobody can ask for it.
  void beginAt(long revision) {
    try {
      var state = new Recovery.State(revision, revision, 0, revision);
      Sqlite.execute(
          connection,
          "UPDATE state SET compacted=%d, cleaned=%d, first=%d, sum=%d"
              .formatted(revision, revision, revision, state.sum()));
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot write", e);
    }
  }

  void commit(Transaction transaction) {
    try {
      var ready = statements;
      if (ready == null) statements = ready = new SqliteStatements(connection);
      sums = ready.run(transaction, sums);
    } catch (SQLException e) {
      recover(e);
      throw Sqlite.meaning("cannot write", e);
    }
  }

  private void recover(SQLException because) {
    try {
      var failed = statements;
      statements = null;
      if (failed != null) failed.close();
      Sqlite.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // After some errors SQLite has rolled back itself, and says now that there is no transaction.
      because.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot close the store", e);
    }
  }
}
