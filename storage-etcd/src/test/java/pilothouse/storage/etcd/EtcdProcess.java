package pilothouse.storage.etcd;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real etcd with a folder of its own, alone or a member of several, for tests: the program that `-Dpilothouse.etcd=…` names, else the
/// one on the path. Where there is none, tests that need it are skipped and say so.
public final class EtcdProcess implements AutoCloseable {
  private static final AtomicInteger PORTS =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000));

  private final Path folder;
  private final int port;
  private final Peers peers;
  private final List<String> more;
  private Process process;

  private EtcdProcess(Path folder, int port, Peers peers, List<String> more) throws IOException {
    this.folder = folder;
    this.port = port;
    this.peers = peers;
    this.more = more;
    process = launch();
  }

  /// The members of a cluster, of which this is one.
  ///
  /// @param ports by which each hears the others
  private record Peers(List<Integer> ports, int self) {
    private static String name(int member) {
      return "member" + member;
    }

    private String url(int member) {
      return "http://127.0.0.1:" + ports.get(member);
    }

    List<String> flags() {
      String all =
          IntStream.range(0, ports.size())
              .mapToObj(member -> name(member) + "=" + url(member))
              .collect(Collectors.joining(","));
      return List.of(
          "--name=" + name(self),
          "--listen-peer-urls=" + url(self),
          "--initial-advertise-peer-urls=" + url(self),
          "--initial-cluster=" + all);
    }
  }

  /// @param folder where it keeps its data; made if it does not exist
  /// @param more further flags
  public static EtcdProcess start(Path folder, String... more) throws IOException {
    var alone =
        new EtcdProcess(folder, freePort(), new Peers(List.of(freePort()), 0), List.of(more));
    if (!alone.isSecure()) alone.awaitAnswer();
    return alone;
  }

  /// A server has less patience with its etcd than a slow machine takes to start one.
  private void awaitAnswer() {
    try (var cluster = new Cluster(settings())) {
      cluster.call(Rpc.RANGE, Requests.revision());
    }
  }

  private boolean isSecure() {
    return more.contains("--cert-file");
  }

  /// Several members of one cluster, each with a folder in this one.
  public static List<EtcdProcess> startCluster(Path folder, int size) throws IOException {
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) ports.add(freePort());
    var members = new ArrayList<EtcdProcess>();
    for (int i = 0; i < size; i++)
      members.add(
          new EtcdProcess(
              folder.resolve("member" + i), freePort(), new Peers(ports, i), List.of()));
    return members;
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

  /// A port on which nobody listens, another one every time. It lies below those that systems give to clients, so that no connection takes it
  /// before it is listened on, not even one that tries to reach it.
  public static int freePort() throws IOException {
    while (true) {
      int port = 10_000 + PORTS.getAndIncrement() % 20_000;
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        continue; // taken
      }
    }
  }

  private Process launch() throws IOException {
    var command = new ArrayList<String>();
    command.add(program().toString());
    command.addAll(List.of("--data-dir", folder.toString(), "--log-level", "error"));
    command.addAll(List.of("--listen-client-urls", url().toString()));
    command.addAll(List.of("--advertise-client-urls", url().toString()));
    command.addAll(peers.flags());
    command.addAll(more);
    var log = Files.createDirectories(folder).resolveSibling(folder.getFileName() + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  public URI url() {
    return URI.create((isSecure() ? "https" : "http") + "://127.0.0.1:" + port);
  }

  /// With as much patience as a slow machine asks for.
  public EtcdSettings settings() {
    return EtcdSettings.of(List.of(url()), EtcdTls.NONE, Duration.ZERO).patience(Watched.SOON);
  }

  /// Opens a store on it.
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

  public boolean isAlive() {
    return process.isAlive();
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
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
