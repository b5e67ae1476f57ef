package pilothouse.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;

/// A journal in a SQLite database: `store.db` in a folder of its own, with its write-ahead log beside it.
///
/// Loading SQLite's native library unpacks it from its jar, which takes 0.2 s of a process's start. The system properties
/// `org.sqlite.lib.path` (a folder) and `org.sqlite.lib.name` (a file in it) name a copy that is unpacked already.
final class SqliteJournal implements Journal {
  /// Reads come from the cache above; these few are for starts, resumed watches and lists of the past.
  /// A native call holds its carrier thread, so one carrier always stays for virtual threads that do not read.
  private static final int READERS =
      Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4);

  static final String FILE = "store.db";

  private final Path file;
  private final FolderLock lock;
  private final SqliteWrites writes;
  private final Checkpoints checkpoints;
  private final Semaphore free = new Semaphore(READERS);
  private final ConcurrentLinkedDeque<SqliteReads> readers = new ConcurrentLinkedDeque<>();

  /// Guarded by `free`: it changes when nobody reads.
  private boolean closed;

  private SqliteJournal(Path file, FolderLock lock, SqliteWrites writes, Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.file = file;
    this.lock = lock;
    this.writes = writes;
  }

  static SqliteJournal open(Path folder, long largestBytes) {
    var lock = FolderLock.take(folder);
    try {
      var file = FolderLock.privateFile(folder.resolve(FILE));
      WalCheck.of(folder.resolve(FILE + "-wal"));
      var writes = SqliteWrites.open(file, largestBytes);
      return journal(file, lock, writes);
    } catch (IOException e) {
      lock.close();
      throw new StoreException.Unavailable("cannot open the store in " + folder + ": " + e, e);
    } catch (StoreException.Corrupt e) {
      lock.close();
      throw wayOut(folder, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Makes an empty database that begins at `revision`.
  static void make(Path folder, long revision) {
    try (var _ = FolderLock.take(folder);
        var writes = SqliteWrites.open(FolderLock.privateFile(folder.resolve(FILE)), 0)) {
      writes.beginAt(revision);
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot make a store in " + folder + ": " + e, e);
    }
  }

  private static StoreException.Corrupt wayOut(Path folder, StoreException.Corrupt e) {
    return new StoreException.Corrupt(
        "cannot open the store in "
            + folder
            + ": "
            + e.getMessage()
            + ". Nothing was changed. To go on, move the folder away and put back a backup: pilothouse restore FILE",
        e);
  }

  private static SqliteJournal journal(Path file, FolderLock lock, SqliteWrites writes) {
    try {
      return new SqliteJournal(file, lock, writes, Checkpoints.start(file));
    } catch (StoreException e) {
      writes.close();
      throw e;
    }
  }

  @Override
  public Recovered recover() {
    try {
      return writes.recover();
    } catch (StoreException.Corrupt e) {
      throw wayOut(file.resolveSibling(".").normalize(), e);
    }
  }

  @Override
  public void commit(Transaction transaction) {
    writes.commit(transaction);
    checkpoints.committed(transaction);
  }

  private interface Read<T> {
    T by(SqliteReads reader) throws SQLException;
  }

  private <T> T read(Read<T> read) {
    free.acquireUninterruptibly();
    try {
      if (closed) throw new StoreException.Unavailable("the store is closed");
      var idle = readers.poll();
      var reader = idle != null ? idle : new SqliteReads(file);
      T answer = by(reader, read);
      readers.push(reader);
      return answer;
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot read", e);
    } finally {
      free.release();
    }
  }

  private static <T> T by(SqliteReads reader, Read<T> read) throws SQLException {
    try {
      return read.by(reader);
    } catch (SQLException e) {
      // The driver closes a statement that fails: the connection has no further use.
      reader.close();
      throw e;
    }
  }

  @Override
  public Optional<Stored> read(long revision) {
    return read(reader -> reader.read(revision));
  }

  @Override
  public List<Stored> range(String from, String to, long revision, int limit) {
    return read(reader -> reader.range(from, to, revision, limit));
  }

  @Override
  public Newest newest(String from, String to, long revision, int limit) {
    return read(reader -> reader.newest(from, to, revision, limit));
  }

  @Override
  public List<Stored> rows(long[] revisions) {
    return read(reader -> reader.rows(revisions));
  }

  @Override
  public long count(String from, String to, long revision) {
    return read(reader -> reader.count(from, to, revision));
  }

  @Override
  public List<StoreEvent> history(String from, String to, long first, long last, int limit) {
    return read(reader -> reader.history(from, to, first, last, limit));
  }

  @Override
  public List<StoreEvent> historyOfFew(String from, String to, long first, long last) {
    return read(reader -> reader.historyOfFew(from, to, first, last));
  }

  @Override
  public long countWrites(String from, String to, long first, long last) {
    return read(reader -> reader.countWrites(from, to, first, last));
  }

  @Override
  public long size() {
    return sizeOf(file) + sizeOf(file.resolveSibling(file.getFileName() + "-wal"));
  }

  private static long sizeOf(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      // Deleted between the two, as SQLite does with its log.
      return 0;
    }
  }

  @Override
  public void close() {
    // Reads that run are waited for; those that come later are refused.
    free.acquireUninterruptibly(READERS);
    closed = true;
    try {
      checkpoints.close();
      for (var reader : readers) reader.close();
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot close the store", e);
    } finally {
      free.release(READERS);
      closeWrites();
    }
  }

  private void closeWrites() {
    try {
      writes.close();
    } finally {
      lock.close();
    }
  }
}
