package pilothouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.app.ApiServer;
import pilothouse.app.flags.Command;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Peer;
import pilothouse.server.http.Query;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.Response;
import pilothouse.server.http.User;
import pilothouse.server.http.Warnings;

/// A whole server that is asked from inside: every filter and handler runs, as the administrator, but no byte goes over a socket.
final class Server implements AutoCloseable {
  private final Path folder = Files.createTempDirectory("pilothouse-benchmarks");
  private final ApiServer server;
  private final Peer administrator;

  Server() throws IOException, GeneralSecurityException {
    var words =
        List.of(
            "--data-dir=" + folder,
            "--bind-address=127.0.0.1",
            "--secure-port=" + freePort(),
            "--disable-admission-plugins=ServiceAccount");
    if (!(Command.of(words) instanceof Command.Serve(var options, _)))
      throw new IllegalStateException("the flags are wrong: " + words);
    server = ApiServer.start(options);
    try (InputStream in = Files.newInputStream(folder.resolve("pki/admin.crt"))) {
      var shown = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      administrator = new Peer(new InetSocketAddress("127.0.0.1", 1), List.of(shown));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// @param target with its query
  Response send(String method, String target, Bytes body, String... headers) {
    int mark = target.indexOf('?');
    var call =
        new Call(
            method,
            mark < 0 ? target : target.substring(0, mark),
            target,
            mark < 0 ? Query.NONE : Query.parse(target.substring(mark + 1)),
            Headers.of(headers),
            _ -> body,
            administrator,
            true,
            Instant.now(),
            Instant.MAX,
            RequestInfo.NONE,
            User.ANONYMOUS,
            new Warnings());
    return server.handler().handle(call);
  }

  Response get(String target, String accept) {
    return send("GET", target, Bytes.EMPTY, "Accept", accept);
  }

  /// A write that must succeed.
  void write(String method, String target, Bytes body, String type) {
    int status =
        send(method, target, body, "Content-Type", type, "Accept", "application/json").status();
    if (status / 100 != 2) throw new IllegalStateException(method + " " + target + ": " + status);
  }

  /// Takes an answer as a connection would; its length in bytes.
  static long drain(Response response) throws InterruptedException {
    return switch (response.body()) {
      case Response.Body.Empty _ -> 0;
      case Response.Body.Whole(var bytes) -> bytes.size();
      case Response.Body.Pieces(var writer) -> drain(writer);
      default -> throw new IllegalStateException("not an answer with an end");
    };
  }

  private static long drain(Response.Writer writer) throws InterruptedException {
    var sink = new Counting();
    writer.write(sink);
    return sink.size;
  }

  private static final class Counting implements Response.Sink {
    private long size;

    @Override
    public void write(Bytes bytes) {
      size += bytes.size();
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void onEnd(Runnable action) {}
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
