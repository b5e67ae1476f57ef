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
  private final ServerSocketChannel server;

  private RestoreDoor(Path socket, Store store, ServerSocketChannel server) {
    this.socket = socket;
    this.store = store;
    this.server = server;
  }

  private static Path socketIn(Path folder) {
    return folder.resolve("restore.sock");
  }

  /// Opens the door of a store whose folder this process holds.
  ///
  /// @throws IOException if no socket can be made there, for its path may be too long: 108 bytes is the most
  public static RestoreDoor open(Path folder, Store store) throws IOException {
    var socket = socketIn(folder);
    // Left by a process that was killed.
    Files.deleteIfExists(socket);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var door = new RestoreDoor(socket, store, server);
    Thread.ofVirtual().name("restore-door").start(door::serve);
    return door;
  }

  private void serve() {
    while (server.isOpen()) {
      try (var client = server.accept()) {
        write(client, answer(line(client)));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        System.getLogger(RestoreDoor.class.getName())
            .log(System.Logger.Level.WARNING, "a client that asks to restore: " + e);
      }
    }
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
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}
