package pilothouse.wire.etcd;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// A kube-apiserver in a process of its own, which serves the etcd of a server of ours and trusts the same keys.
final class KubeApiserver implements AutoCloseable {
  private static final int SECONDS = 120;

  private final Process process;
  private final Path log;
  private final URI url;

  private KubeApiserver(Process process, Path log, URI url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /// Starts it and waits until it is ready.
  ///
  /// @param folder the data folder of our server, which has the keys
  /// @param more flags that both were given
  static KubeApiserver start(Path program, Path folder, URI etcd, String address, String... more)
      throws IOException, InterruptedException {
    Path keys = folder.resolve("pki");
    int port = ServerUnderTest.freePort();
    var words =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--etcd-servers=" + etcd,
                "--secure-port=" + port,
                "--bind-address=127.0.0.1",
                "--advertise-address=" + address,
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--client-ca-file=" + keys.resolve("ca.crt"),
                "--tls-cert-file=" + keys.resolve("apiserver.crt"),
                "--tls-private-key-file=" + keys.resolve("apiserver.key"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + keys.resolve("sa.pub"),
                "--service-account-signing-key-file=" + keys.resolve("sa.key")));
    words.addAll(List.of(more));
    Path log = folder.resolveSibling("kube-apiserver.log");
    var started =
        new KubeApiserver(
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start(),
            log,
            URI.create("https://127.0.0.1:" + port));
    try (var admin = started.admin(folder)) {
      started.awaitReady(admin);
    }
    return started;
  }

  Admin admin(Path folder) throws IOException {
    return Admin.of(url, folder, HttpClient.Version.HTTP_2);
  }

  private void awaitReady(Admin admin) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!isReady(admin)) {
      if (!process.isAlive() || System.nanoTime() > end)
        throw new AssertionError("kube-apiserver did not start:\n" + Files.readString(log));
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isReady(Admin admin) throws IOException, InterruptedException {
    try {
      return admin.get("/readyz").statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }
}
