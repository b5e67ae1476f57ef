package pilothouse.wire.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// Clients that leave in the middle of something. Afterwards the server has as many connections, requests, watches and threads as before.
@Timeout(1200)
final class VanishingClientsTest {
  private static final int CLIENTS = 20;
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  private static ServerUnderTest server;
  private final Admin admin;
  private final int threads;

  VanishingClientsTest() throws Exception {
    admin = Admin.of(server);
    admin.get("/readyz");
    threads = ManagementFactory.getThreadMXBean().getThreadCount();
  }

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    try (admin) {
      assertThat(admin.get(MAPS).statusCode()).isEqualTo(200);
      await(() -> server.connections() <= 1 && server.exchanges() == 0);
      String metrics = admin.get("/metrics").body();
      assertThat(metrics.lines().filter(l -> l.startsWith("apiserver_longrunning_requests{")))
          .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
      await(() -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + 10);
    }
  }

  /// Looks again and again, and says so where it never becomes true.
  private void await(BooleanSupplier condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + 300_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end)
        throw new AssertionError(
            "connections: %d, requests: %d, threads: %d of %d"
                .formatted(
                    server.connections(),
                    server.exchanges(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    threads));
      admin.get("/livez"); // takes its time
    }
  }

  private SSLSocket socket() throws IOException {
    var plain = new Socket("127.0.0.1", server.url().getPort());
    plain.setSoTimeout(300_000);
    var factory = admin.tls().getSocketFactory();
    return (SSLSocket) factory.createSocket(plain, "127.0.0.1", plain.getPort(), true);
  }

  private static void send(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void inTheMiddleOfAHead() throws Exception {
    for (int i = 0; i < CLIENTS; i++)
      try (var socket = socket()) {
        send(socket, "GET /api HTTP/1.1\r\nHost: x\r\nX-Slow");
      }
  }

  @Test
  void beforeTheirHandshake() throws Exception {
    for (int i = 0; i < CLIENTS; i++)
      try (var socket = new Socket("127.0.0.1", server.url().getPort())) {
        socket.getOutputStream().write(new byte[] {22, 3, 1});
      }
  }

  @Test
  void inTheMiddleOfABody() throws Exception {
    for (int i = 0; i < CLIENTS; i++)
      try (var socket = socket()) {
        send(
            socket,
            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"half\":"
                .formatted(MAPS));
      }
    assertThat(admin.get(MAPS).body()).doesNotContain("half");
  }

  @Test
  void inTheMiddleOfAWatch() throws Exception {
    for (int i = 0; i < CLIENTS; i++)
      try (var socket = socket()) {
        send(socket, "GET %s?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n".formatted(MAPS));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        if (i % 2 == 0) socket.setSoLinger(true, 0); // half of them without a word
      }
  }

  @Test
  void inTheMiddleOfAWatchOverHttp2() throws Exception {
    var clients = new ArrayList<HttpClient>();
    for (int i = 0; i < 5; i++) {
      var client = HttpClient.newBuilder().sslContext(admin.tls()).build();
      clients.add(client);
      for (int k = 0; k < CLIENTS; k++)
        assertThat(
                client
                    .send(admin.request(MAPS + "?watch=1").build(), BodyHandlers.ofInputStream())
                    .statusCode())
            .isEqualTo(200);
    }
    assertThat(server.exchanges()).isGreaterThanOrEqualTo(5 * CLIENTS);
    clients.forEach(HttpClient::shutdownNow);
  }

  @Test
  void inTheMiddleOfABodyOverHttp2() throws Exception {
    for (int i = 0; i < 5; i++) {
      var client = HttpClient.newBuilder().sslContext(admin.tls()).build();
      var endless =
          BodyPublishers.fromPublisher(subscriber -> subscriber.onSubscribe(new Nothing()));
      var request = admin.request(MAPS).header("Content-Type", Admin.JSON).POST(endless).build();
      client.sendAsync(request, BodyHandlers.ofString());
      await(() -> server.exchanges() > 0);
      client.shutdownNow();
    }
  }

  /// Promises a body and never gives any of it.
  private static final class Nothing implements java.util.concurrent.Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }

  /// Reads nothing of its watch while much happens: it is held back or ended, and its neighbours hear everything.
  @Test
  void whoReadsNothingHoldsNobodyUp() throws Exception {
    int changes = 150;
    admin.post(MAPS, Admin.JSON, Admin.configMap("large"));
    try (var slow = socket()) {
      send(slow, "GET %s?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n".formatted(MAPS));
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      var quick =
          admin.client().send(admin.request(MAPS + "?watch=1").build(), BodyHandlers.ofLines());
      String last = "\"i\":\"" + (changes - 1) + "\"";
      // Read while they come: a neighbour that reads nothing meanwhile would be a slow one itself.
      var heard =
          CompletableFuture.supplyAsync(() -> until(last, quick), Thread::startVirtualThread);
      for (int i = 0; i < changes; i++) {
        String patch = "{\"data\":{\"i\":\"%d\",\"x\":\"%s\"}}".formatted(i, "x".repeat(200_000));
        admin.patch(MAPS + "/large", "application/merge-patch+json", patch);
      }
      assertThat(heard.get()).isGreaterThanOrEqualTo(changes - 1);
    }
    admin.delete(MAPS + "/large");
  }

  /// How many events come before the one that holds `last`.
  private static long until(String last, HttpResponse<Stream<String>> watch) {
    try (var lines = watch.body()) {
      return lines.takeWhile(line -> !line.contains(last)).count();
    }
  }
}
