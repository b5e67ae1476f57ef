package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteException;
import pilothouse.storage.StoreException;

/// Connections to a database file, and what its errors mean.
final class Sqlite {
  private static final int FULL = 13;

  /// The file that connections share as memory cannot grow: SQLITE_IOERR_SHMSIZE.
  private static final int NO_SHARED_MEMORY = 10 | 19 << 8;

  private static final int CORRUPT = 11;
  private static final int NOT_A_DATABASE = 26;

  /// An operator's `sqlite3` may hold the file for a moment.
  private static final int BUSY_MILLIS = 10_000;

  private Sqlite() {}

  static Connection connect(Path file, boolean readOnly) throws SQLException {
    var properties = new Properties();
    properties.setProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
    // SQLITE_OPEN_READONLY, or READWRITE: the file exists always. NOMUTEX: a connection has one
    // user at a time.
    properties.setProperty("open_mode", String.valueOf((readOnly ? 0x1 : 0x2) | 0x8000));
    return JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), properties);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  static StoreException meaning(String what, SQLException e) {
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : 0;
    return switch (code == NO_SHARED_MEMORY ? FULL : code & 0xff) {
      case FULL -> new StoreException.NoSpace(what + ": the disk or the store is full", e);
      case CORRUPT, NOT_A_DATABASE ->
          new StoreException.Corrupt(what + ": the database is corrupt: " + e.getMessage(), e);
      default -> new StoreException.Unavailable(what + ": " + e.getMessage(), e);
    };
  }
}
