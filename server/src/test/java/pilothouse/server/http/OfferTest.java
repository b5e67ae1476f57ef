package pilothouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pilothouse.api.Bytes;

/// One thread that offers pieces to many answers.
@Timeout(1200)
class OfferTest {
  private static final TestAuthority CA = new TestAuthority("ca");
  private static final TestAuthority.Identity SERVER = CA.server();
  private static final int STREAMS = 20;

  private final Map<String, Response.Sink> sinks = new ConcurrentHashMap<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final HttpServer server;

  OfferTest() throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var tls = Tls.of(SERVER.keys().getPrivate(), List.of(SERVER.certificate()));
    server = HttpServer.start(HttpSettings.of(loopback, tls), this::stream);
  }

  @AfterEach
  void close() {
    done.countDown();
    server.close();
  }

  private Response stream(Call call) {
    return new Response(
        200,
        Headers.NONE,
        new Response.Body.Stream(sink -> {
          sinks.put(call.path(), sink);
          done.await();
        }));
  }

  private HttpRequest request(int stream) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + server.address().getPort() + "/" + stream))
        .build();
  }

  private void awaitSinks(int count) {
    while (sinks.size() < count) Thread.onSpinWait();
  }

  /// Sizes about those of frames and far beyond, so that some go by the batch, some not, and some wait for a window.
  private static Bytes piece(Random random, int number) {
    int size = random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(3_000);
    return Bytes.utf8(number + ":" + "x".repeat(size) + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTakenArrivesWholeAndInOrderOnEveryStream(HttpClient.Version version) throws Exception {
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    try (var client =
        HttpClient.newBuilder().version(version).sslContext(TestAuthority.clientTls()).build()) {
      var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < STREAMS; i++)
        answers.add(client.sendAsync(request(i), BodyHandlers.ofString()));
      awaitSinks(STREAMS);
      var expected = offerAll(new Random(11), 80);
      done.countDown();
      for (int i = 0; i < STREAMS; i++)
        assertThat(answers.get(i).get().body()).isEqualTo(expected.get("/" + i).toString());
    }
  }

  private Map<String, StringBuilder> offerAll(Random random, int rounds) {
    var expected = new HashMap<String, StringBuilder>();
    for (int round = 0; round < rounds; round++) {
      int number = round;
      sinks.forEach((path, sink) -> {
        var pieces = new ArrayList<Bytes>();
        for (int i = random.nextInt(3); i >= 0; i--) pieces.add(piece(random, number));
        while (!sink.offer(pieces)) sink.bell().run();
        var told = expected.computeIfAbsent(path, _ -> new StringBuilder());
        for (Bytes piece : pieces) told.append(piece.utf8());
      });
      sinks.values().forEach(sink -> sink.bell().run());
    }
    return expected;
  }

  @Test
  void answersOfOneConnectionHaveTheSameBell() {
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    try (var client = HttpClient.newBuilder().sslContext(TestAuthority.clientTls()).build()) {
      var first = client.sendAsync(request(1), BodyHandlers.ofString());
      awaitSinks(1);
      var second = client.sendAsync(request(2), BodyHandlers.ofString());
      awaitSinks(2);
      assertThat(sinks.get("/1").bell()).isSameAs(sinks.get("/2").bell());
      done.countDown();
      assertThat(first.join().statusCode() + second.join().statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aClientThatTakesNothingIsOfferedSoMuchAndNoMore() throws Exception {
    try (var socket =
        (javax.net.ssl.SSLSocket)
            TestAuthority.clientTls()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.getOutputStream().write("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      socket.getOutputStream().flush();
      awaitSinks(1);
      var sink = sinks.get("/1");
      var piece = List.of(Bytes.utf8("x".repeat(60_000)));
      int taken = 0;
      // The socket's buffers take some, the server the rest of it; a minute would be an endless
      // one.
      while (sink.offer(piece)) {
        sink.bell().run();
        assertThat(++taken).isLessThan(10_000);
      }
      assertThat(taken).isPositive();
    }
  }
}
