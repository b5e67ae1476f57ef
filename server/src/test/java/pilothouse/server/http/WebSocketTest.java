package pilothouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pilothouse.api.Bytes;

@Timeout(900)
class WebSocketTest {
  private static final String HANDSHAKE =
      """
      GET / HTTP/1.1\r
      Host: x\r
      Connection: keep-alive, Upgrade\r
      Upgrade: websocket\r
      Origin: https://x\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      """;

  private static Response talk(Call call, Response.Writer writer) {
    return WebSocketHandshake.isAsked(call)
        ? WebSocketHandshake.open(call, true, writer)
        : Response.text(200, "plain");
  }

  /// Up to the empty line.
  private static String head(SSLSocket socket) throws Exception {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) socket.getInputStream().read());
    return head.toString();
  }

  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) out[i] = (byte) values[i];
    return out;
  }

  @Test
  void everyWriteIsAMessageAndTheEndIsTold() throws Exception {
    try (var raw =
        new RawServer(call ->
            talk(
                call,
                sink -> {
                  sink.write(Bytes.utf8("one"));
                  sink.write(Bytes.utf8("x".repeat(300)));
                  sink.write(Bytes.utf8("y".repeat(70_000)));
                }))) {
      var socket = raw.tls();
      RawServer.send(socket, HANDSHAKE + "\r\n");
      // The example of RFC 6455, 1.3
      assertThat(head(socket))
          .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
          .doesNotContain("Transfer-Encoding", "Content-Length");
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(5)).isEqualTo(bytes(0x81, 3, 'o', 'n', 'e'));
      assertThat(in.readNBytes(4)).isEqualTo(bytes(0x81, 126, 300 >> 8, 300 & 255));
      assertThat(new String(in.readNBytes(300), StandardCharsets.UTF_8))
          .containsOnlyOnce("x".repeat(300));
      assertThat(in.readNBytes(10))
          .isEqualTo(bytes(0x81, 127, 0, 0, 0, 0, 0, 1, 70_000 >> 8, 70_000));
      in.readNBytes(70_000);
      assertThat(in.readAllBytes()).isEqualTo(bytes(0x88, 2, 0x03, 0xe8));
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
    }
  }

  @Test
  void pingsAreAnsweredAndACloseIsHeard() throws Exception {
    try (var raw = new RawServer(call -> talk(call, WebSocketTest::untilLeft))) {
      var socket = raw.tls();
      RawServer.send(socket, HANDSHAKE + "\r\n");
      head(socket);
      // A client's frames are masked, here with zeros.
      socket.getOutputStream().write(bytes(0x89, 0x82, 0, 0, 0, 0, 'h', 'i'));
      assertThat(socket.getInputStream().readNBytes(4)).isEqualTo(bytes(0x8a, 2, 'h', 'i'));
      socket.getOutputStream().write(bytes(0x81, 0x81, 0, 0, 0, 0, '?')); // heard by nobody
      socket.getOutputStream().write(bytes(0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8));
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes(0x88, 2, 0x03, 0xe8));
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
    }
  }

  private static void untilLeft(Response.Sink sink) throws InterruptedException {
    var ended = new CountDownLatch(1);
    sink.onEnd(ended::countDown);
    ended.await();
  }

  @Test
  void whoVanishesOrTalksNonsenseIsLetGo() throws Exception {
    var left = new CountDownLatch(3);
    try (var raw =
        new RawServer(call ->
            talk(
                call,
                sink -> {
                  untilLeft(sink);
                  left.countDown();
                }))) {
      var sockets = new SSLSocket[] {raw.tls(), raw.tls(), raw.tls()};
      for (var socket : sockets) {
        RawServer.send(socket, HANDSHAKE + "\r\n");
        head(socket);
      }
      sockets[0].close();
      sockets[1].shutdownOutput();
      sockets[2].getOutputStream().write(bytes(0x81, 1, 'u')); // not masked
      assertThat(left.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
    }
  }

  @Test
  void aDrainEndsIt() throws Exception {
    try (var raw = new RawServer(call -> talk(call, WebSocketTest::untilLeft))) {
      var socket = raw.tls();
      RawServer.send(socket, HANDSHAKE + "\r\n");
      head(socket);
      assertThat(raw.server().drain(Duration.ofMinutes(5))).isTrue();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes(0x88, 2, 0x03, 0xe8));
    }
  }

  @Test
  void aHandshakeThatIsNoneIsRefused() throws Exception {
    try (var raw = new RawServer(call -> talk(call, WebSocketTest::untilLeft))) {
      assertThat(answer(raw, HANDSHAKE.replace("Origin: https://x\r\n", ""))).contains(" 403 ");
      assertThat(answer(raw, HANDSHAKE.replace("Version: 13", "Version: 8")))
          .contains(" 400 ", "Sec-WebSocket-Version: 13\r\n");
      assertThat(answer(raw, HANDSHAKE + "Sec-WebSocket-Protocol: a, b\r\n")).contains(" 400 ");
      assertThat(answer(raw, HANDSHAKE.replace("Key", "Kez"))).contains(" 400 ");
      assertThat(answer(raw, HANDSHAKE.replace("keep-alive, Upgrade", "keep-alive")))
          .endsWith("plain");
    }
  }

  private static String answer(RawServer raw, String request) throws Exception {
    Socket plain = raw.plain();
    var socket = raw.tls(plain);
    RawServer.send(socket, request + "\r\n");
    plain.shutdownOutput();
    return RawServer.all(socket);
  }

  @Test
  void oneProtocolIsSpokenWhateverItIsAndCredentialsAreNone() throws Exception {
    try (var raw = new RawServer(call -> talk(call, sink -> {}))) {
      String token = "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.YQ\r\n";
      assertThat(
              answer(raw, HANDSHAKE + token + "Sec-WebSocket-Protocol: base64.binary.k8s.io\r\n"))
          .contains(" 101 ", "Sec-WebSocket-Protocol: base64.binary.k8s.io\r\n")
          .doesNotContain("bearer");
    }
  }
}
