package pilothouse.app.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/// A server of the launcher's, in a process of its own with a data folder of its own; both are gone when this is closed.
final class OwnServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Path folder;
  private final java.lang.Process process;
  private final Duration start;

  private OwnServer(Path folder, java.lang.Process process, Duration start) {
    this.folder = folder;
    this.process = process;
    this.start = start;
  }

  static OwnServer start() throws IOException {
    return start(Files.createTempDirectory("pilothouse-bench"));
  }

  private static OwnServer start(Path folder) throws IOException {
    String launcher = System.getProperty("pilothouse.launcher", "./pilothouse");
    int port = freePort();
    long began = System.nanoTime();
    var process =
        new ProcessBuilder(launcher, "serve", "--data-dir=" + folder, "--secure-port=" + port)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new OwnServer(folder, process, ready(process, began));
  }

  /// The server tells the way to it when it serves everything, `/readyz` included.
  private static Duration ready(java.lang.Process process, long began) throws IOException {
    if (process.inputReader().readLine() == null) throw new IOException("the server did not start");
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Path kubeconfig() {
    return folder.resolve("admin.kubeconfig");
  }

  /// Where its embedded store is.
  Path store() {
    return folder.resolve("store");
  }

  Process process() {
    return new Process(process.pid());
  }

  /// Starts it anew with the data of this one, which must have ended.
  OwnServer again() throws IOException {
    return start(folder);
  }

  /// From the launcher's call until it served.
  Duration startTime() {
    return start;
  }

  /// Ends the process and keeps its data.
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
