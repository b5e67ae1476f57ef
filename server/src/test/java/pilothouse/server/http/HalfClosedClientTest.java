package pilothouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.api.Bytes;

/// A client may send its request, close its half of the connection, and then read.
@Timeout(900)
class HalfClosedClientTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private Response slow(Call call) {
    entered.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Response.text(200, "the answer");
  }

  @Test
  void whoSaysGoodbyeGetsItsAnswer() throws Exception {
    try (var raw = new RawServer(this::slow)) {
      var socket = raw.tls();
      RawServer.send(socket, GET);
      socket.shutdownOutput();
      assertThat(entered.await(5, TimeUnit.MINUTES)).isTrue();
      release.countDown();
      assertThat(RawServer.all(socket)).startsWith("HTTP/1.1 200").endsWith("the answer");
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
    }
  }

  @Test
  void whoSaysGoodbyeWhileItWaitsGetsItsAnswer() throws Exception {
    try (var raw = new RawServer(this::slow)) {
      var socket = raw.tls();
      RawServer.send(socket, GET);
      assertThat(entered.await(5, TimeUnit.MINUTES)).isTrue();
      socket.shutdownOutput();
      release.countDown();
      assertThat(RawServer.all(socket)).endsWith("the answer");
    }
  }

  @Test
  void aConnectionThatIsClosedHalfWithoutAWordIsAnswered() throws Exception {
    try (var raw = new RawServer(this::slow)) {
      Socket plain = raw.plain();
      var socket = raw.tls(plain);
      RawServer.send(socket, GET);
      plain.shutdownOutput();
      assertThat(entered.await(5, TimeUnit.MINUTES)).isTrue();
      release.countDown();
      assertThat(RawServer.all(socket)).endsWith("the answer");
    }
  }

  @Test
  void allThatWasAskedAheadIsAnswered() throws Exception {
    try (var raw = new RawServer(call -> Response.text(200, call.path()))) {
      Socket plain = raw.plain();
      var socket = raw.tls(plain);
      RawServer.send(socket, GET + GET.replace("/ ", "/second ") + GET.replace("/ ", "/third "));
      plain.shutdownOutput();
      assertThat(RawServer.all(socket))
          .matches("(?s)HTTP/1.1 200.*/HTTP/1.1 200.*/secondHTTP/1.1 200.*/third");
    }
  }

  /// What the socket's buffer does not take at once is lost: Netty 4.2.18 forgets, once the input has ended, that it took the socket out of epoll's set,
  /// and cannot wait for room.
  @Test
  void anAnswerThatTheSocketTakesAtOnceArrivesWhole() throws Exception {
    byte[] body = new byte[8 << 15];
    try (var raw =
        new RawServer(call ->
            new Response(
                200,
                Headers.NONE,
                new Response.Body.Pieces(sink -> {
                  for (int i = 0; i < 8; i++) sink.write(Bytes.wrap(new byte[1 << 15]));
                })))) {
      Socket plain = raw.plain();
      var socket = raw.tls(plain);
      RawServer.send(socket, "GET / HTTP/1.0\r\n\r\n");
      plain.shutdownOutput();
      assertThat(RawServer.all(socket)).hasSizeGreaterThan(body.length);
    }
  }

  @Test
  void aBodyThatIsCutShortIsRefused() throws Exception {
    try (var raw = new RawServer(call -> Response.text(200, call.readBody(1000).utf8()))) {
      Socket plain = raw.plain();
      var socket = raw.tls(plain);
      RawServer.send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
      plain.shutdownOutput();
      assertThat(RawServer.all(socket)).startsWith("HTTP/1.1 ");
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerWithoutAnEndEndsThen(boolean word) throws Exception {
    var left = new CountDownLatch(1);
    try (var raw = new RawServer(call -> RawServer.endless(left))) {
      Socket plain = raw.plain();
      var socket = raw.tls(plain);
      RawServer.send(socket, GET);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      if (word) socket.shutdownOutput();
      else plain.shutdownOutput();
      assertThat(left.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
    }
  }
}
