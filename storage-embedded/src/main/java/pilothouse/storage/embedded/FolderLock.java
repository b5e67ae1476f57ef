package pilothouse.storage.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreException;

/// A folder that one store holds, readable by its owner alone. The operating system gives it free when the process ends,
/// however it ends.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Makes the folder if it does not exist, and takes it.
  ///
  /// @throws StoreException.Unavailable if another store has it, or it cannot be made
  static FolderLock take(Path folder) {
    try {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
      var file = privateFile(folder.resolve("lock"));
      var channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreException.Unavailable("another process uses the store in " + folder);
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot open the store in " + folder + ": " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this process.
      return null;
    }
  }

  /// Makes an empty file that its owner alone may read and write, unless it exists.
  static Path privateFile(Path file) throws IOException {
    try {
      return Files.createFile(file, permissions(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return file;
    }
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
    } catch (IOException e) {
      throw new StoreException.Unavailable("cannot release the store's lock", e);
    }
  }
}
