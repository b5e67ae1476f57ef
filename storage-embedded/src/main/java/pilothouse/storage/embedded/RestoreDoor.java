package pilothouse.storage.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;
import pilothouse.storage.copy.StoreCopy;

/// Through which another process on this machine asks the one that serves a store to restore a backup: a socket in the
/// store's folder, which its owner alone may enter.
///
/// One line asks, the absolute path of a backup; one line answers: `ok <written> <deleted> <unchanged> <revision>` or
/// `error <why>`.
public final class RestoreDoor implements AutoCloseable {
  private final Path socket;
  private final Store store;
  private final Thread thread = Thread.ofVirtual().name("restore-door").unstarted(this::run);

  /// Guarded by this.
  private @Nullable ServerSocketChannel server;

  private boolean closed;

  private RestoreDoor(Path socket, Store store) {
    this.socket = socket;
    this.store = store;
  }

  private static Path socketIn(Path folder) {
    return folder.resolve("restore.sock");
  }

  /// Opens the door of a store whose folder this process holds, beside what else the caller does. Where no socket can be made
  /// (its path may have 108 bytes at most) that is logged, and the store does without.
  static RestoreDoor open(Path folder, Store store) {
    var door = new RestoreDoor(socketIn(folder), store);
    door.thread.start();
    return door;
  }

  private void run() {
    try {
      var bound = bind();
      if (bound.isPresent()) serve(bound.get());
    } catch (IOException e) {
      log("no restore while this store is served: " + e);
    }
  }

  /// Empty if it was closed meanwhile.
  private synchronized Optional<ServerSocketChannel> bind() throws IOException {
    if (closed) return Optional.empty();
    // Left by a process that was killed.
    Files.deleteIfExists(socket);
    var bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server = bound;
    bound.bind(UnixDomainSocketAddress.of(socket));
    FolderLock.makePrivate(socket);
    return Optional.of(bound);
  }

  private void serve(ServerSocketChannel bound) {
    while (bound.isOpen()) {
      try (var client = bound.accept()) {
        write(client, answer(line(client)));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log("a client that asks to restore: " + e);
      }
    }
  }

  private static void log(String text) {
    System.getLogger(RestoreDoor.class.getName()).log(System.Logger.Level.WARNING, text);
  }

  private String answer(String file) {
    try {
      var result = Backup.restore(Path.of(file), store);
      return "ok %d %d %d %d"
          .formatted(result.written(), result.deleted(), result.unchanged(), result.revision());
    } catch (StoreException e) {
      return "error " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "error interrupted";
    }
  }

  private static void write(SocketChannel to, String line) throws IOException {
    var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) to.write(bytes);
  }

  private static String line(SocketChannel from) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(from), StandardCharsets.UTF_8));
    var line = reader.readLine();
    return line == null ? "" : line;
  }

  /// Restores `file` into the store in `folder`: by the process that serves it, or here if none does.
  ///
  /// @throws StoreException if that fails, wherever
  public static StoreCopy.Result restore(Path file, Path folder) throws InterruptedException {
    var lock = FolderLock.tryTake(folder);
    if (lock.isEmpty()) return ask(file, folder);
    lock.get().close();
    return Backup.restore(file, folder);
  }

  private static StoreCopy.Result ask(Path file, Path folder) {
    try (var server = SocketChannel.open(UnixDomainSocketAddress.of(socketIn(folder)))) {
      write(server, file.toAbsolutePath().toString());
      return result(line(server));
    } catch (IOException e) {
      throw new StoreException.Unavailable(
          "another process uses the store in " + folder + " and cannot be asked: " + e, e);
    }
  }

  private static StoreCopy.Result result(String answer) {
    var words = answer.split(" ");
    if (!words[0].equals("ok") || words.length != 5)
      throw new StoreException.Unavailable(
          answer.startsWith("error ") ? answer.substring(6) : "no answer: " + answer);
    return new StoreCopy.Result(
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (server != null) server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      log("the socket stays: " + e);
    }
  }
}
