package pilothouse.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import pilothouse.api.Bytes;

/// A server whose clients speak to it byte by byte.
final class RawServer implements AutoCloseable {
  private static final TestAuthority CA = new TestAuthority("ca");
  private static final TestAuthority.Identity SERVER = CA.server();

  private final HttpServer server;
  private final List<Socket> open = new ArrayList<>();

  RawServer(Handler handler) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var tls = Tls.of(SERVER.keys().getPrivate(), List.of(SERVER.certificate()));
    server =
        HttpServer.start(
            HttpSettings.of(address, tls),
            call ->
                call.path().equals("/warm") ? Response.text(200, "warm") : handler.handle(call));
  }

  HttpServer server() {
    return server;
  }

  Socket plain() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    open.add(socket);
    return socket;
  }

  /// A TLS session over a connection, on which one request has been answered: TLS 1.3 sends its session tickets after the handshake, and Java's client
  /// gives a connection up that it has half closed before they came.
  SSLSocket tls(Socket plain) throws IOException {
    var factory = TestAuthority.clientTls().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(plain, "localhost", plain.getPort(), true);
    socket.setSoTimeout(300_000);
    open.add(socket);
    send(socket, "GET /warm HTTP/1.1\r\nHost: x\r\n\r\n");
    var answer = new StringBuilder();
    while (answer.indexOf("warm") < 0) answer.append((char) socket.getInputStream().read());
    return socket;
  }

  SSLSocket tls() throws IOException {
    return tls(plain());
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// All that comes until the server closes.
  static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    for (Socket one : open) one.close();
    server.close();
  }

  /// Begins, and goes on until its client leaves, which `left` tells. Who leaves at the head of the answer gets nothing else of it.
  static Response endless(CountDownLatch left) {
    return new Response(
        200,
        Headers.NONE,
        new Response.Body.Stream(sink -> {
          try {
            sink.write(Bytes.utf8("first\n"));
            var ended = new CountDownLatch(1);
            sink.onEnd(ended::countDown);
            ended.await();
          } finally {
            left.countDown();
          }
        }));
  }
}
