package pilothouse.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import pilothouse.api.tree.Node;

/// Requests to one server over a few connections, as the user of a kubeconfig.
final class ApiClient {
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private final URI server;
  private final SSLContext identity;
  private final List<HttpClient> connections;

  private ApiClient(URI server, SSLContext identity, List<HttpClient> connections) {
    this.server = server;
    this.identity = identity;
    this.connections = connections;
  }

  static ApiClient of(Path kubeconfig) throws IOException {
    try {
      var config = KubeconfigFile.read(kubeconfig);
      return new ApiClient(config.server(), config.identity(), List.of()).over(Version.HTTP_2, 1);
    } catch (GeneralSecurityException e) {
      throw new IOException(kubeconfig + " has no usable certificates: " + e.getMessage(), e);
    }
  }

  /// The same over new connections. HTTP/1.1 opens one a request in flight besides.
  ApiClient over(Version version, int count) {
    var some =
        IntStream.range(0, count)
            .mapToObj(_ -> HttpClient.newBuilder().sslContext(identity).version(version).build())
            .toList();
    return new ApiClient(server, identity, some);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("Accept", "application/json");
  }

  private HttpClient connection(int turn) {
    return connections.get(turn % connections.size());
  }

  /// @param turn chooses the connection
  boolean get(int turn, String path, String... headers) throws IOException, InterruptedException {
    return send(turn, request(path).GET(), headers);
  }

  boolean post(int turn, String path, Node body) throws IOException, InterruptedException {
    return post(turn, path, body.toString());
  }

  boolean post(int turn, String path, String json) throws IOException, InterruptedException {
    var body = BodyPublishers.ofString(json);
    return send(turn, request(path).POST(body), "Content-Type", "application/json");
  }

  /// Creates an object and asks for no more than its metadata as answer: the rest is what was sent.
  boolean create(int turn, String path, String json) throws IOException, InterruptedException {
    var body = BodyPublishers.ofString(json);
    return send(
        turn, request(path).POST(body), "Content-Type", "application/json", "Accept", METADATA);
  }

  boolean merge(int turn, String path, Node patch) throws IOException, InterruptedException {
    return send(
        turn,
        request(path).method("PATCH", json(patch)),
        "Content-Type",
        "application/merge-patch+json");
  }

  boolean delete(int turn, String path) throws IOException, InterruptedException {
    return send(turn, request(path).DELETE());
  }

  private static HttpRequest.BodyPublisher json(Node body) {
    return BodyPublishers.ofString(body.toString());
  }

  /// Sends and reads to the end; whether it was answered well.
  private boolean send(int turn, HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    var answer = connection(turn).send(request.build(), BodyHandlers.discarding());
    return answer.statusCode() / 100 == 2;
  }

  /// An answer that goes on, such as a watch.
  InputStream stream(int turn, String path) throws IOException, InterruptedException {
    var answer = connection(turn).send(request(path).GET().build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) throw new IOException(path + ": " + answer.statusCode());
    return answer.body();
  }
}
