package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/// Moves what is in the write-ahead log into the database, beside the writer, so that commits rarely have to.
///
/// It does not wait for writers or readers and makes none of them wait. Only when the log has grown to
/// [SqliteWrites]' limit all the same, a commit moves the rest itself.
final class Checkpoints implements AutoCloseable {
  /// Half of what SQLite's own default lets come together.
  private static final long EVERY_BYTES = 4 << 20;

  /// A row changes a page of the table, which it shares with its like, and a page of the index, which it seldom does.
  private static final int PAGE = 8192;

  private final Connection connection;
  private final Thread thread;
  private volatile long written;
  private volatile boolean closed;
  private volatile long moved;

  private Checkpoints(Connection connection) {
    this.connection = connection;
    thread = Thread.ofPlatform().daemon().name("store-checkpoints").unstarted(this::run);
  }

  static Checkpoints start(Path file) {
    try {
      var checkpoints = new Checkpoints(Sqlite.connect(file, false));
      checkpoints.thread.start();
      return checkpoints;
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot open " + file, e);
    }
  }

  /// To be called by the writer after a commit.
  void committed(Transaction transaction) {
    long bytes = written;
    for (var row : transaction.rows())
      bytes += PAGE + (row.value() == null ? 0 : row.value().size());
    written = bytes;
    if (bytes - moved >= EVERY_BYTES) LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      LockSupport.park(this);
      if (written - moved >= EVERY_BYTES) checkpoint();
    }
  }

  private void checkpoint() {
    moved = written;
    try {
      Sqlite.execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      // A full disk, say. Nothing is lost: the log keeps what was not moved, and writers hear of it
      // themselves.
      System.getLogger(Checkpoints.class.getName())
          .log(System.Logger.Level.WARNING, "no checkpoint: " + e.getMessage());
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    connection.close();
  }
}
