package pilothouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;

@Timeout(900)
class HttpServerTest {
  private static final TestAuthority CA = new TestAuthority("ca");
  private static final TestAuthority.Identity SERVER = CA.server();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open.reversed()) closeable.close();
  }

  private HttpServer serve(Handler handler) throws IOException {
    return serve(settings(), handler);
  }

  private HttpServer serve(HttpSettings settings, Handler handler) throws IOException {
    var server = HttpServer.start(settings, handler);
    open.add(server);
    return server;
  }

  private static HttpSettings settings() {
    return HttpSettings.of(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Tls.of(SERVER.keys().getPrivate(), List.of(SERVER.certificate())));
  }

  private HttpClient client(HttpClient.Version version, TestAuthority.Identity... shown) {
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    var client =
        HttpClient.newBuilder().version(version).sslContext(TestAuthority.clientTls(shown)).build();
    open.add(client::shutdownNow);
    return client;
  }

  private static HttpRequest.Builder request(HttpServer server, String path) {
    return HttpRequest.newBuilder(
        URI.create("https://localhost:" + server.address().getPort() + path));
  }

  private SSLSocket raw(HttpServer server) throws IOException {
    var socket =
        (SSLSocket)
            TestAuthority.clientTls()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort());
    open.add(socket);
    return socket;
  }

  private static void send(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String all(SSLSocket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static Response echo(Call call) {
    return Response.text(
        200, call.method() + " " + call.path() + " " + call.readBody(10 << 20).utf8());
  }

  @ParameterizedTest
  @EnumSource
  void aRequestReachesTheHandlerAndItsAnswerTheClient(HttpClient.Version version) throws Exception {
    var server = serve(HttpServerTest::echo);
    var answer =
        client(version)
            .send(
                request(server, "/a%20b+c?x=y").POST(BodyPublishers.ofString("hello")).build(),
                BodyHandlers.ofString());
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("POST /a b+c hello");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("date")).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void theClientsCertificateIsShownUnverified(HttpClient.Version version) throws Exception {
    var server =
        serve(call ->
            Response.text(
                200, call.peer().certificates().getFirst().getSubjectX500Principal().getName()));
    var stranger = new TestAuthority("elsewhere").client("CN=nobody");
    var answer =
        client(version, stranger).send(request(server, "/").build(), BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("CN=nobody");
  }

  @ParameterizedTest
  @EnumSource
  void aLargeBodyGoesBothWays(HttpClient.Version version) throws Exception {
    byte[] body = new byte[5 << 20];
    new Random(1).nextBytes(body);
    var server =
        serve(call -> Response.of(200, "application/octet-stream", call.readBody(6 << 20)));
    var answer =
        client(version)
            .send(
                request(server, "/").POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofByteArray());
    assertThat(answer.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyOverTheLimitIsRefusedInWords(HttpClient.Version version) throws Exception {
    var server =
        serve(call -> {
          try {
            return Response.of(200, "text/plain", call.readBody(1000));
          } catch (ApiException refused) {
            return Response.text(refused.status().code(), refused.getMessage());
          }
        });
    var client = client(version);
    for (int i = 0; i < 3; i++) {
      var answer =
          client.send(
              request(server, "/").POST(BodyPublishers.ofByteArray(new byte[100_000])).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("Request entity too large: limit is 1000");
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyPiecesArriveInOrderAndSmallOnesWithALength(HttpClient.Version version) throws Exception {
    var server =
        serve(call ->
            new Response(
                200,
                Headers.of("Content-Type", "text/plain"),
                new Response.Body.Pieces(sink -> {
                  int count = Integer.parseInt(call.query().text("n"));
                  for (int i = 0; i < count; i++) sink.write(Bytes.utf8("line " + i + "\n"));
                })));
    var client = client(version);
    var small = client.send(request(server, "/?n=2").build(), BodyHandlers.ofString());
    assertThat(small.body()).isEqualTo("line 0\nline 1\n");
    assertThat(small.headers().firstValue("content-length")).hasValue("14");
    var large = client.send(request(server, "/?n=100000").build(), BodyHandlers.ofLines());
    var lines = large.body().toList();
    assertThat(lines).hasSize(100_000).endsWith("line 99999");
    assertThat(large.headers().firstValue("content-length")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void largeAnswersAreCompressedForThoseWhoAsk(HttpClient.Version version) throws Exception {
    var bytes = Bytes.utf8("0123456789abcdef".repeat(20_000));
    var server = serve(call -> Response.of(200, "text/plain", bytes));
    var answer =
        client(version)
            .send(
                request(server, "/").header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("vary")).hasValue("Accept-Encoding");
    assertThat(new GZIPInputStream(answer.body()).readAllBytes()).isEqualTo(bytes.unsafeArray());
  }

  @ParameterizedTest
  @EnumSource
  void aHeadAnswerTellsTheLengthAndHasNoBody(HttpClient.Version version) throws Exception {
    var server = serve(call -> Response.text(200, "12345"));
    var client = client(version);
    for (int i = 0; i < 2; i++) {
      var answer =
          client.send(
              request(server, "/").method("HEAD", BodyPublishers.noBody()).build(),
              BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("content-length")).hasValue("5");
      assertThat(answer.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamArrivesPieceByPieceAndEndsWhenTheClientLeaves(HttpClient.Version version)
      throws Exception {
    var left = new CountDownLatch(1);
    var server = serve(call -> RawServer.endless(left));
    var answer = client(version).send(request(server, "/").build(), BodyHandlers.ofInputStream());
    InputStream body = answer.body();
    assertThat(body.readNBytes(6)).isEqualTo("first\n".getBytes(StandardCharsets.UTF_8));
    assertThat(server.exchanges()).isEqualTo(1);
    body.close();
    assertThat(left.await(5, TimeUnit.MINUTES)).isTrue();
    assertThat(server.drain(Duration.ofMinutes(5))).isTrue();
    assertThat(server.exchanges()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aSlowReaderHoldsItsWriterBackAndIsGivenUpAtLast(HttpClient.Version version)
      throws Exception {
    var outcome = new CompletableFuture<String>();
    var written = new java.util.concurrent.atomic.AtomicLong();
    var server =
        serve(
            settings().withStalled(Duration.ofMillis(500)),
            call ->
                new Response(
                    200,
                    Headers.NONE,
                    new Response.Body.Stream(sink -> {
                      var piece = Bytes.wrap(new byte[50_000]);
                      try {
                        while (true) {
                          sink.write(piece);
                          written.addAndGet(piece.size());
                        }
                      } catch (RuntimeException end) {
                        outcome.complete(end.getClass().getSimpleName());
                        throw end;
                      }
                    })));
    client(version).sendAsync(request(server, "/").build(), BodyHandlers.ofInputStream());
    assertThat(outcome.get(5, TimeUnit.MINUTES)).isEqualTo("Stalled");
    assertThat(written.get()).isLessThan(64L << 20);
  }

  @ParameterizedTest
  @EnumSource
  void drainingEndsStreamsAndLetsShortRequestsFinish(HttpClient.Version version) throws Exception {
    var entered = new CountDownLatch(2);
    var release = new CountDownLatch(1);
    var server =
        serve(call -> {
          if (call.path().equals("/short")) {
            entered.countDown();
            await(release);
            return Response.text(200, "done");
          }
          return new Response(
              200,
              Headers.NONE,
              new Response.Body.Stream(sink -> {
                sink.write(Bytes.utf8("first\n"));
                entered.countDown();
                var ended = new CountDownLatch(1);
                sink.onEnd(ended::countDown);

                ended.await();

                sink.write(Bytes.utf8("last\n"));
              }));
        });
    var client = client(version);
    var watch = client.sendAsync(request(server, "/watch").build(), BodyHandlers.ofString());
    var brief = client.sendAsync(request(server, "/short").build(), BodyHandlers.ofString());
    assertThat(entered.await(5, TimeUnit.MINUTES)).isTrue();
    // Not on the common pool, whose only thread may be the client's.
    var drained = CompletableFuture.supplyAsync(() -> drain(server), Thread::startVirtualThread);
    assertThat(watch.get(5, TimeUnit.MINUTES).body()).isEqualTo("first\nlast\n");
    release.countDown();
    assertThat(brief.get(5, TimeUnit.MINUTES).body()).isEqualTo("done");
    assertThat(drained.get(5, TimeUnit.MINUTES)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      throw new IllegalStateException(end);
    }
  }

  private static boolean drain(HttpServer server) {
    try {
      return server.drain(Duration.ofMinutes(5));
    } catch (InterruptedException end) {
      throw new IllegalStateException(end);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorInAHandlerIsA500AndTheConnectionLives(HttpClient.Version version) throws Exception {
    var server =
        serve(call -> {
          if (call.path().equals("/bad")) throw new IllegalStateException("bad");
          return Response.text(200, "ok");
        });
    var client = client(version);
    assertThat(client.send(request(server, "/bad").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(500);
    assertThat(client.send(request(server, "/").build(), BodyHandlers.ofString()).body())
        .isEqualTo("ok");
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void manyConcurrentStreamsOnOneConnectionDoNotStallEachOther() throws Exception {
    var server =
        serve(call ->
            new Response(
                200,
                Headers.NONE,
                new Response.Body.Stream(sink -> {
                  for (int i = 0; i < 50; i++) sink.write(Bytes.wrap(new byte[20_000]));
                })));
    var client = client(HttpClient.Version.HTTP_2);
    client.send(request(server, "/").build(), BodyHandlers.discarding());
    var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
    for (int i = 0; i < 80; i++) {
      answers.add(client.sendAsync(request(server, "/").build(), BodyHandlers.ofByteArray()));
    }
    for (var answer : answers) {
      assertThat(answer.get(5, TimeUnit.MINUTES).body()).hasSize(1_000_000);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    var socket = raw(serve(HttpServerTest::echo));
    send(
        socket,
        "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
            + "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
            + "GET https://x:1/3?q HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(all(socket))
        .matches("(?s)HTTP/1.1 200 OK.*POST /1 abc.*200 OK.*GET /2 .*200 OK.*GET /3 ");
  }

  @Test
  void chunkedBodiesAreRead() throws Exception {
    var socket = raw(serve(HttpServerTest::echo));
    send(
        socket,
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(all(socket)).endsWith("POST / abcde");
  }

  @Test
  void aClientThatWaitsIsToldToContinue() throws Exception {
    var socket = raw(serve(HttpServerTest::echo));
    send(
        socket,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n"
            + "Connection: close\r\n\r\n");
    byte[] go = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(socket.getInputStream().readNBytes(go.length)).isEqualTo(go);
    send(socket, "abc");
    assertThat(all(socket)).endsWith("POST / abc");
  }

  @Test
  void nonsenseIs400() throws Exception {
    var server = serve(HttpServerTest::echo);
    for (String nonsense :
        List.of(
            "NONSENSE\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n")) {
      var socket = raw(server);
      send(socket, nonsense);
      assertThat(all(socket)).as(nonsense).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void anOversizedHeadIs431() throws Exception {
    var socket = raw(serve(HttpServerTest::echo));
    send(socket, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n");
    assertThat(all(socket)).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void plainHttpIsToldThatThisIsHttps() throws Exception {
    var server = serve(HttpServerTest::echo);
    try (var socket =
        new java.net.Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(
              "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
    }
  }

  @Test
  void aClientThatVanishesMidBodyFreesItsReader() throws Exception {
    var failure = new CompletableFuture<String>();
    var server =
        serve(call -> {
          try {
            return Response.of(200, "text/plain", call.readBody(1000));
          } catch (ApiException broken) {
            failure.complete(broken.status().reason());
            throw broken;
          }
        });
    var socket = raw(server);
    send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
    socket.close();
    assertThat(failure.get(5, TimeUnit.MINUTES)).isEqualTo("BadRequest");
    assertThat(server.drain(Duration.ofMinutes(5))).isTrue();
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    var server = serve(settings().withIdle(Duration.ofMillis(200)), HttpServerTest::echo);
    String said = heard(server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    // Who is held up before asking is let go of unheard.
    while (said.isEmpty()) said = heard(server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(said).endsWith("GET / ");
  }

  /// All that a server says until it closes the connection; nothing where it does so before it was asked.
  private String heard(HttpServer server, String request) {
    try {
      var socket = raw(server);
      send(socket, request);
      return all(socket);
    } catch (IOException _) {
      return "";
    }
  }

  @Test
  void whoNeverComesToThePointIsLetGo() throws Exception {
    var server = serve(settings().withIdle(Duration.ofMillis(500)), HttpServerTest::echo);
    var address = server.address();
    try (var silent = new java.net.Socket(address.getAddress(), address.getPort());
        var halting = new java.net.Socket(address.getAddress(), address.getPort())) {
      halting.getOutputStream().write(new byte[] {22, 3, 1});
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(isClosed(halting)).isTrue();
    }
    assertThat(heard(server, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")).isEmpty();
  }

  /// What came too late to be read makes the end of a connection a reset.
  private static boolean isClosed(java.net.Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException _) {
      return true;
    }
  }

  @Test
  void aLineBreakInAHeaderCannotMakeAnother() throws Exception {
    var socket = raw(serve(call -> Response.text(200, "x").with("Warning", "a\r\nEvil: b")));
    send(socket, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(all(socket)).contains("Warning: a  Evil: b\r\n");
  }
}
