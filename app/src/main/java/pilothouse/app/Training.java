package pilothouse.app;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import pilothouse.app.flags.Command;
import pilothouse.app.pki.AdminIdentity;

/// A short life of a server in a folder of its own: what the build runs to learn which classes a start and the first requests need.
/// The JVM keeps them in a cache from which later starts take theirs.
final class Training {
  private static final String CONFIG_MAP =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"trained"},"data":{"a":"b"}}\
      """;
  private static final List<String> READS =
      List.of(
          "/readyz",
          "/version",
          "/api",
          "/apis",
          "/api/v1",
          "/api/v1/namespaces",
          "/api/v1/namespaces/default/configmaps?limit=500",
          "/openapi/v3",
          "/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1");

  private final HttpClient client;
  private final URI url;

  private Training(HttpClient client, URI url) {
    this.client = client;
    this.url = url;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("pilothouse-training");
    try {
      live(folder); // the first start of a data folder: certificates and the cluster's own objects
      // are made
      live(folder); // a later one
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private static void live(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    var words =
        List.of("--data-dir=" + folder, "--bind-address=127.0.0.1", "--secure-port=" + freePort());
    if (!(Command.of(words) instanceof Command.Serve(var options, _)))
      throw new IllegalStateException("the training's own flags are wrong");
    try (var server = ApiServer.start(options);
        var client =
            HttpClient.newBuilder().sslContext(AdminIdentity.of(folder.resolve("pki"))).build()) {
      new Training(client, server.url()).requests();
    }
  }

  private void requests() throws IOException, InterruptedException {
    for (String path : READS) send(path, "application/json", HttpRequest.newBuilder().GET());
    send(
        "/api/v1/pods",
        "application/json;as=Table;v=v1;g=meta.k8s.io",
        HttpRequest.newBuilder().GET());
    send("/api/v1/pods", "application/vnd.kubernetes.protobuf", HttpRequest.newBuilder().GET());
    String maps = "/api/v1/namespaces/default/configmaps";
    var json = HttpRequest.BodyPublishers.ofString(CONFIG_MAP);
    send(maps, "application/json", body("POST", json, "application/json"));
    send(
        maps + "/trained", "application/json", body("PATCH", json, "application/merge-patch+json"));
    send(
        maps + "/trained?fieldManager=training",
        "application/json",
        body("PATCH", json, "application/apply-patch+yaml"));
    send(maps + "/trained", "application/json", HttpRequest.newBuilder().DELETE());
  }

  private static HttpRequest.Builder body(
      String method, HttpRequest.BodyPublisher body, String type) {
    return HttpRequest.newBuilder().method(method, body).header("Content-Type", type);
  }

  private void send(String path, String accept, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var whole = request.uri(url.resolve(path)).header("Accept", accept).build();
    int status = client.send(whole, BodyHandlers.discarding()).statusCode();
    System.out.println(whole.method() + " " + path + ": " + status);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
