package pilothouse.wire.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.wire.Admin;

@Timeout(1200)
final class LifecycleTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final Pattern REVISION = Pattern.compile("\"resourceVersion\":\"(\\d+)\"");

  /// The line of the metrics that tells of a write whose body is still to come.
  private static final String IN_FLIGHT =
      "apiserver_current_inflight_requests{request_kind=\"mutating\"} 1";

  @TempDir static Path shared;
  private static Keys keys;

  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() {
    keys = Keys.in(shared.resolve("keys"));
  }

  private static Admin admin(ServerProcess server) throws Exception {
    return Admin.of(server.url(), server.folder(), HttpClient.Version.HTTP_1_1);
  }

  private static long revision(String object) {
    var found = REVISION.matcher(object);
    assertThat(found.find()).as(object).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Test
  void theFirstStartMakesWhatIsNeededAndLaterOnesKeepIt() throws Exception {
    Path data = folder.resolve("data");
    String created;
    try (var server = ServerProcess.start(data);
        var admin = admin(server)) {
      assertThat(server.out()).containsExactly("export KUBECONFIG=" + data + "/admin.kubeconfig");
      created = admin.post(MAPS, Admin.JSON, Admin.configMap("kept")).body();
      server.terminate();
      assertThat(server.exit()).isZero();
    }
    assertThat(unreadable(data)).isEmpty();
    String authority = Files.readString(data.resolve("pki/ca.crt"));
    String kubeconfig = Files.readString(data.resolve("admin.kubeconfig"));
    try (var server = ServerProcess.start(data);
        var admin = admin(server)) {
      assertThat(Files.readString(data.resolve("pki/ca.crt"))).isEqualTo(authority);
      assertThat(admin.get(MAPS + "/kept").body()).isEqualTo(created);
      assertThat(Files.readString(data.resolve("admin.kubeconfig")).replaceAll(":\\d+\n", ""))
          .isEqualTo(kubeconfig.replaceAll(":\\d+\n", ""));
    }
  }

  /// Files with a secret in them, the store's among them, that others may read as well.
  private static List<Path> unreadable(Path data) throws Exception {
    try (var files = Files.walk(data)) {
      var secret =
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.toString().endsWith(".crt") && !f.toString().endsWith(".pub"))
              .toList();
      assertThat(secret)
          .anyMatch(f -> f.endsWith("store.db"))
          .anyMatch(f -> f.endsWith("admin.kubeconfig"))
          .anyMatch(f -> f.endsWith("sa.key"));
      var open = new java.util.ArrayList<Path>();
      for (Path file : secret)
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------"))
          open.add(file);
      return open;
    }
  }

  /// Watches end, what is in flight is answered, and the exit is clean.
  @Test
  void aTermSignalDrains() throws Exception {
    try (var server = ServerProcess.start(keys.into(folder.resolve("data")));
        var admin = admin(server);
        var slow =
            admin.tls().getSocketFactory().createSocket("127.0.0.1", server.url().getPort())) {
      var watch =
          admin.client().send(admin.request(MAPS + "?watch=1").build(), BodyHandlers.ofLines());
      assertThat(watch.statusCode()).isEqualTo(200);
      String body = Admin.configMap("in-flight");
      write(
          slow,
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(MAPS, body.length(), body.substring(0, 10)));
      while (!admin.get("/metrics").body().contains(IN_FLIGHT)) Thread.onSpinWait();
      server.terminate();
      assertThat(watch.body().toList()).isEmpty(); // its end
      write(slow, body.substring(10));
      assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 201 Created");
      assertThat(server.exit()).isZero();
    }
  }

  /// Readiness fails while everything is still served. Whoever cannot wait for the drain asks twice.
  @Test
  void aTermSignalIsToldBeforeTheDrainAndASecondEndsAtOnce() throws Exception {
    try (var server =
            ServerProcess.start(
                keys.into(folder.resolve("data")), "--shutdown-delay-duration=10m");
        var admin = admin(server)) {
      server.terminate();
      var ready = admin.get("/readyz?verbose");
      while (ready.statusCode() == 200) ready = admin.get("/readyz?verbose");
      assertThat(ready.body()).contains("[-]shutdown");
      assertThat(admin.get("/livez").statusCode()).isEqualTo(200);
      server.terminate();
      assertThat(server.exit()).isEqualTo(1);
    }
  }

  private static void write(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws Exception {
    Path data = keys.into(folder.resolve("data"));
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    try (var server = ServerProcess.start(data);
        var admin = admin(server)) {
      var enough = new CountDownLatch(400);
      var writers = new Thread[8];
      for (int i = 0; i < writers.length; i++) {
        String prefix = "writer-" + i + "-";
        writers[i] = Thread.startVirtualThread(() -> create(admin, prefix, acknowledged, enough));
      }
      assertThat(enough.await(5, TimeUnit.MINUTES)).isTrue();
      server.kill();
      for (Thread writer : writers) writer.join();
      server.exit();
    }
    try (var server = ServerProcess.start(data);
        var admin = admin(server)) {
      for (var each : acknowledged.entrySet()) {
        var read = admin.get(MAPS + "/" + each.getKey());
        assertThat(read.statusCode()).as(each.getKey()).isEqualTo(200);
        assertThat(revision(read.body())).isEqualTo(each.getValue());
      }
      long newest = acknowledged.values().stream().mapToLong(Long::longValue).max().orElseThrow();
      var next = admin.post(MAPS, Admin.JSON, Admin.configMap("after-the-kill"));
      assertThat(revision(next.body())).isGreaterThan(newest);
    }
  }

  /// Creates one object after the other until the server is gone.
  private static void create(
      Admin admin, String prefix, Map<String, Long> acknowledged, CountDownLatch enough) {
    try {
      for (int i = 0; ; i++) {
        String name = prefix + i;
        var created = admin.post(MAPS, Admin.JSON, Admin.configMap(name));
        assertThat(created.statusCode()).isEqualTo(201);
        acknowledged.put(name, revision(created.body()));
        enough.countDown();
      }
    } catch (java.io.IOException gone) {
      return; // as it must end
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void certificatesOfOnesOwnAreServed() throws Exception {
    Path made = folder.resolve("made");
    try (var first =
        ServerProcess.start(keys.into(folder.resolve("first")), "--cert-dir=" + made)) {
      assertThat(made.resolve("apiserver.crt")).exists();
      assertThat(made.resolve("apiserver.key")).exists();
      first.terminate();
      assertThat(first.exit()).isZero();
    }
    // Another server, with an authority of its own, that is given the first one's certificate.
    try (var second = ServerProcess.start(folder.resolve("second"), "--cert-dir=" + made);
        var trusting =
            Admin.of(second.url(), folder.resolve("first"), HttpClient.Version.HTTP_1_1)) {
      assertThat(trusting.get("/version").statusCode()).isIn(200, 401);
      var seen =
          trusting.client().send(trusting.request("/version").build(), BodyHandlers.ofString());
      var shown = seen.sslSession().orElseThrow().getPeerCertificates()[0];
      assertThat(
              java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(shown.getEncoded()))
          .isEqualTo(
              Files.readString(made.resolve("apiserver.crt"))
                  .replaceAll("(?s)-----END CERTIFICATE-----.*", "")
                  .replace("-----BEGIN CERTIFICATE-----", "")
                  .strip());
    }
  }
}
