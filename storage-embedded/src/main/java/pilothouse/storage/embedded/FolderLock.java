package pilothouse.storage.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pilothouse.storage.StoreException;

/// A folder that one store holds, readable by its owner alone. The operating system gives it free when the process ends,
/// however it ends.
final class FolderLock implements AutoCloseable {
  /// The folders that this process holds. The operating system locks files for whole processes, and gives a lock free when
  /// the process closes the file through any channel: so a folder that is held must not even be tried again.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Makes the folder if it does not exist, and takes it.
  ///
  /// @throws StoreException.Unavailable if another store has it, or it cannot be made
  static FolderLock take(Path folder) {
    return tryTake(folder)
        .orElseThrow(() ->
            new StoreException.Unavailable(
                "another process uses the store in "
                    + folder
                    + ": stop it first, or use another folder"));
  }

  /// The same, empty if another store has it.
  static Optional<FolderLock> tryTake(Path folder) {
    try {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
      var real = folder.toRealPath();
      if (!HELD.add(real)) return Optional.empty();
      var lock = tryTakeNew(real);
      if (lock.isEmpty()) HELD.remove(real);
      return lock;
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot open the store in " + folder + ": " + e, e);
    }
  }

  private static Optional<FolderLock> tryTakeNew(Path real) throws IOException {
    var channel = FileChannel.open(privateFile(real.resolve("lock")), StandardOpenOption.WRITE);
    if (channel.tryLock() != null) return Optional.of(new FolderLock(real, channel));
    channel.close();
    return Optional.empty();
  }

  /// Makes an empty file that its owner alone may read and write, unless it exists.
  static Path privateFile(Path file) throws IOException {
    try {
      return Files.createFile(file, permissions(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return file;
    }
  }

  static void makePrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix"))
      return new FileAttribute<?>[0];
    var set = Set.copyOf(PosixFilePermissions.fromString(permissions));
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }

  @Override
  public void close() {
    try {
      channel.close();
      HELD.remove(folder);
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot release the store's lock", e);
    }
  }
}
