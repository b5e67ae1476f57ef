package pilothouse.wire.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pilothouse.wire.ServerUnderTest;

/// The server in a process of its own.
final class ServerProcess implements AutoCloseable {
  private static final int SECONDS = 300;

  private final Process process;
  private final Path folder;
  private final int port;
  private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> err = new LinkedBlockingQueue<>();

  private ServerProcess(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    Thread.startVirtualThread(() -> read(process.inputReader(), out));
    Thread.startVirtualThread(() -> read(process.errorReader(), err));
  }

  private static void read(BufferedReader from, BlockingQueue<String> into) {
    try (from) {
      from.lines().forEach(into::add);
    } catch (IOException | UncheckedIOException gone) {
      into.add("no more: " + gone.getMessage());
    }
  }

  /// The words of a command that runs the program with these flags.
  static List<String> command(String... flags) {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss16m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "pilothouse.app.Main"));
    words.addAll(List.of(flags));
    return words;
  }

  /// Starts a server on a free port and waits until it serves.
  static ServerProcess start(Path folder, String... flags)
      throws IOException, InterruptedException {
    int port = ServerUnderTest.freePort();
    var words = command("--data-dir=" + folder, "--bind-address", "127.0.0.1");
    words.addAll(List.of("--secure-port", Integer.toString(port)));
    words.addAll(List.of(flags));
    var server = new ServerProcess(new ProcessBuilder(words).start(), folder, port);
    server.awaitOut();
    return server;
  }

  private void awaitOut() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (out.isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > end)
        throw new AssertionError("did not start: " + err);
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  Path folder() {
    return folder;
  }

  /// All lines of its standard output so far.
  List<String> out() {
    return List.copyOf(out);
  }

  /// The next line of its standard error that holds `text`.
  String errWith(String text) throws InterruptedException {
    while (true) {
      String line = err.poll(SECONDS, TimeUnit.SECONDS);
      if (line == null) throw new AssertionError("no line with " + text);
      if (line.contains(text)) return line;
    }
  }

  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) throw new AssertionError("does not end");
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }
}
