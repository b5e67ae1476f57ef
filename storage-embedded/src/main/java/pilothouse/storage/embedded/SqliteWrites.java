package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreException;

/// The one connection that writes. Used by one thread at a time.
final class SqliteWrites implements AutoCloseable {
  /// Pages of the write-ahead log after which a commit moves them into the database itself, for [Checkpoints] have not kept
  /// up or never found the writer pausing: 32 MiB. That bounds the log, and what a start after a crash has to read.
  private static final int CHECKPOINT_PAGES = 4096;

  private final Connection connection;
  private @Nullable SqliteStatements statements;

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
    Sqlite.execute(connection, "PRAGMA synchronous=FULL");
    Sqlite.execute(connection, "PRAGMA cache_size=-8192");
    Sqlite.execute(connection, "PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
    Sqlite.execute(connection, "PRAGMA journal_size_limit=" + (64 << 20));
    long pageSize = Sqlite.number(connection, "PRAGMA page_size");
    if (largestBytes > 0)
      Sqlite.execute(connection, "PRAGMA max_page_count=" + largestBytes / pageSize);
  }

  Recovered recover() {
    try {
      // 1 is where etcd begins, too.
      long revision = Math.max(1, Sqlite.number(connection, "SELECT max(revision) FROM history"));
      long compacted = Sqlite.number(connection, "SELECT compacted FROM compaction");
      long cleaned = Sqlite.number(connection, "SELECT cleaned FROM compaction");
      return new Recovered(heads(), terms(), revision, compacted, cleaned);
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot read the store", e);
    }
  }

  private List<Head> heads() throws SQLException {
    var leases = leasesByRevision();
    var heads = new ArrayList<Head>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT key, max(revision), created FROM history GROUP BY key HAVING created > 0")) {
      while (row.next()) {
        long revision = row.getLong(2);
        heads.add(
            new Head(
                row.getString(1), revision, row.getLong(3), leases.getOrDefault(revision, 0L)));
      }
    }
    return heads;
  }

  private Map<Long, Long> leasesByRevision() throws SQLException {
    var leases = new HashMap<Long, Long>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT revision, lease FROM history WHERE lease <> 0")) {
      while (row.next()) leases.put(row.getLong(1), row.getLong(2));
    }
    return leases;
  }

  private List<LeaseTerm> terms() throws SQLException {
    var terms = new ArrayList<LeaseTerm>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT id, ends_at FROM lease")) {
      while (row.next()) terms.add(new LeaseTerm(row.getLong(1), row.getLong(2)));
    }
    return terms;
  }

  void commit(Transaction transaction) {
    try {
      var ready = statements;
      if (ready == null) statements = ready = new SqliteStatements(connection);
      ready.run(transaction);
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
