package pilothouse.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pilothouse.app.ApiServer;
import pilothouse.app.flags.Command;
import pilothouse.storage.etcd.EtcdProcess;

/// A server in this JVM, on a free port and a data folder of its own, as a command line would start it.
public final class ServerUnderTest implements AutoCloseable {
  private final ApiServer server;
  private final Path folder;
  private final boolean ours;

  private ServerUnderTest(ApiServer server, Path folder, boolean ours) {
    this.server = server;
    this.folder = folder;
    this.ours = ours;
  }

  /// As the recordings were made.
  public static ServerUnderTest likeTheOracle() throws IOException {
    return start(
        "--service-cluster-ip-range=10.0.0.0/24",
        "--advertise-address=192.0.2.10",
        "--allow-privileged",
        "--disable-admission-plugins=ServiceAccount",
        "--service-account-issuer=https://kubernetes.default.svc");
  }

  public static ServerUnderTest start(String... flags) throws IOException {
    return start(Files.createTempDirectory("pilothouse-test"), true, flags);
  }

  /// On a folder that is there before and stays afterwards.
  public static ServerUnderTest on(Path folder, String... flags) throws IOException {
    return start(folder, false, flags);
  }

  private static ServerUnderTest start(Path folder, boolean ours, String... flags)
      throws IOException {
    var words = new ArrayList<>(List.of("--data-dir=" + folder, "--bind-address=127.0.0.1"));
    words.add("--secure-port=" + freePort());
    words.addAll(List.of(flags));
    return switch (Command.of(words)) {
      case Command.Serve(var options, _) ->
          new ServerUnderTest(ApiServer.start(options), folder, ours);
      case Command.Refuse(var errors) ->
          throw new IllegalArgumentException(String.join("; ", errors));
      case Command.Print(var text) -> throw new IllegalArgumentException(text);
    };
  }

  public static int freePort() throws IOException {
    return EtcdProcess.freePort();
  }

  public URI url() {
    return server.url();
  }

  public Path folder() {
    return folder;
  }

  public int connections() {
    return server.connections();
  }

  public int exchanges() {
    return server.exchanges();
  }

  /// How many stored objects of a resource, such as `v1/configmaps`, have been decoded.
  public long decodedObjects(String resource) {
    return server.decodedObjects(resource);
  }

  public int definitionsInUse() {
    return server.definitionsInUse();
  }

  /// What definitions keep for the next request is let go of.
  public void rest() {
    server.rest();
  }

  public Path kubeconfig() {
    return server.kubeconfig();
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (!ours) return;
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
