package pilothouse.storage.etcd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real etcd of one member with a folder of its own, for tests: the program that `-Dpilothouse.etcd=…` names, else the
/// one on the path. Where there is none, tests that need it are skipped and say so.
public final class EtcdProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final int peerPort;
  private final List<String> more;
  private Process process;

  private EtcdProcess(Path folder, List<String> more) throws IOException {
    this.folder = folder;
    this.more = more;
    port = freePort();
    peerPort = freePort();
    process = launch();
  }

  /// @param folder where it keeps its data; made if it does not exist
  /// @param more further flags
  public static EtcdProcess start(Path folder, String... more) throws IOException {
    return new EtcdProcess(folder, List.of(more));
  }

  private static Path program() {
    var named = Optional.ofNullable(System.getProperty("pilothouse.etcd")).map(Path::of);
    var found = named.or(EtcdProcess::onPath);
    Assumptions.assumeTrue(
        found.isPresent(),
        "SKIPPED, no etcd: install etcd-server, or name a binary with -Dpilothouse.etcd=…");
    return found.orElseThrow();
  }

  private static Optional<Path> onPath() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, "etcd"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    String peer = "http://127.0.0.1:" + peerPort;
    var command = new ArrayList<String>();
    command.add(program().toString());
    command.addAll(List.of("--name", "test", "--data-dir", folder.toString()));
    command.addAll(List.of("--listen-client-urls", url().toString()));
    command.addAll(List.of("--advertise-client-urls", url().toString()));
    command.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
    command.addAll(List.of("--initial-cluster", "test=" + peer, "--log-level", "error"));
    command.addAll(more);
    var log = Files.createDirectories(folder).resolveSibling(folder.getFileName() + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  public URI url() {
    boolean secure = more.contains("--cert-file");
    return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port);
  }

  public EtcdSettings settings() {
    return EtcdSettings.of(List.of(url()), EtcdTls.NONE, Duration.ZERO);
  }

  /// Opens a store on it, which waits until it answers.
  public EtcdStore open() {
    return EtcdStore.open(settings());
  }

  /// Deletes every key.
  public void clear() {
    try (var cluster = new Cluster(settings())) {
      cluster.call(Rpc.DELETE, Requests.deleteAll());
    }
  }

  /// Stops it in its tracks: connections stay open and nothing answers.
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Starts it again on the same folder and port.
  public void restart() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
