package pilothouse.storage.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;
import pilothouse.storage.copy.StoreCopy;

/// A copy of an embedded store in one file, as of one revision: a SQLite database of the store's own layout. It holds
/// secrets as the store does, so its owner alone can read it.
///
/// Taking one needs nothing of the process that serves the store, and waits for nobody.
public final class Backup {
  /// What a store that is made from a backup adds to the revision: whatever was written after the backup and is lost now
  /// had a lower one, so no client takes something new for what it has seen. As etcd's own advice for restores has it.
  private static final long REVISION_STEP = 1_000_000_000;

  private static final String EVERYTHING = "";

  /// Of a store that nobody serves.
  private static final EmbeddedSettings QUIET = EmbeddedSettings.DEFAULT.withoutRestoreDoor();

  private Backup() {}

  /// Copies the store in `folder`, which may be served meanwhile, to `file`.
  ///
  /// @return the revision of the copy
  /// @throws StoreException.Unavailable if there is no store, or the file exists or cannot be written
  /// @throws StoreException.Corrupt if what is in the store is damaged: then nothing is left at `file`
  public static long take(Path folder, Path file) {
    var database = folder.resolve(SqliteJournal.FILE);
    if (!Files.exists(database))
      throw new StoreException.Unavailable("there is no store in " + folder);
    if (Files.exists(file)) throw new StoreException.Unavailable(file + " exists already");
    var partial = file.resolveSibling(file.getFileName() + ".partial");
    try (var lock = unlessServed(folder)) {
      if (lock.isHeld()) WalCheck.of(folder.resolve(SqliteJournal.FILE + "-wal"));
      Files.deleteIfExists(partial);
      FolderLock.privateFile(partial);
      long revision = copy(database, partial);
      settle(partial, file);
      return revision;
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot write " + file + ": " + e, e);
    } finally {
      partial.toFile().delete();
    }
  }

  /// The folder's lock, or nothing where a server has it.
  private record Held(@Nullable FolderLock lock) implements AutoCloseable {
    boolean isHeld() {
      return lock != null;
    }

    @Override
    public void close() {
      if (lock != null) lock.close();
    }
  }

  private static Held unlessServed(Path folder) {
    return new Held(FolderLock.tryTake(folder).orElse(null));
  }

  private static long copy(Path database, Path partial) {
    try (var connection = Sqlite.connect(database, false);
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, partial.toAbsolutePath().toString());
      statement.execute();
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot copy " + database, e);
    }
    try (var connection = Sqlite.connect(partial, true)) {
      return check(connection);
    } catch (SQLException e) {
      throw Sqlite.meaning("cannot read the copy of " + database, e);
    }
  }

  /// Reads all of it: a backup that is damaged is none.
  private static long check(Connection connection) throws SQLException {
    long revision = Recovery.of(connection).recovered().revision();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT " + SqliteRow.COLUMNS + " FROM history")) {
      while (row.next()) {
        var item = new SqliteRow(row, 0);
        if (!item.isSound())
          throw Recovery.damaged("the row of revision " + item.revision() + " fails its sum");
      }
    }
    return revision;
  }

  /// On the disk first, then under its name: nobody ever sees half of it.
  private static void settle(Path partial, Path file) throws IOException {
    try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    try (var folder = FileChannel.open(file.toAbsolutePath().resolveSibling("."))) {
      folder.force(true);
    }
  }

  /// Makes the store in `folder`, which nobody serves, hold what `file` holds; makes the store if there is none.
  public static StoreCopy.Result restore(Path file, Path folder) throws InterruptedException {
    var step = Optional.of(folder.resolve(SqliteJournal.FILE)).filter(Files::notExists);
    try (var source = Opened.of(file)) {
      if (step.isPresent()) {
        long revision = source.store().revision() + REVISION_STEP;
        EmbeddedStore.make(folder, revision);
      }
      try (var target = EmbeddedStore.open(folder, QUIET)) {
        return new StoreCopy(source.store(), target, EVERYTHING).run();
      }
    }
  }

  /// Makes `target`, which may be served, hold what `file` holds.
  public static StoreCopy.Result restore(Path file, Store target) throws InterruptedException {
    try (var source = Opened.of(file)) {
      return new StoreCopy(source.store(), target, EVERYTHING).run();
    }
  }

  /// A backup as a store, in a folder for as long as it is read.
  private record Opened(Path folder, Store store) implements AutoCloseable {
    static Opened of(Path file) {
      if (!Files.exists(file)) throw new StoreException.Unavailable("there is no file " + file);
      var folder = folderOf(file);
      try {
        return new Opened(folder, EmbeddedStore.open(folder, QUIET));
      } catch (StoreException e) {
        remove(folder);
        throw e;
      }
    }

    private static Path folderOf(Path file) {
      try {
        var folder = Files.createTempDirectory("pilothouse-restore");
        Files.copy(file, folder.resolve(SqliteJournal.FILE));
        return folder;
      } catch (IOException e) {
        throw new StoreException.Unavailable("cannot read " + file + ": " + e, e);
      }
    }

    private static void remove(Path folder) {
      for (var name : new String[] {"store.db", "store.db-wal", "store.db-shm", "lock", ""})
        folder.resolve(name).toFile().delete();
    }

    @Override
    public void close() {
      store.close();
      remove(folder);
    }
  }
}
