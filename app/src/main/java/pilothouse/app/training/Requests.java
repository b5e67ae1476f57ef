package pilothouse.app.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import pilothouse.app.pki.AdminIdentity;

/// The requests of a [Training]: what kubectl, an informer and a test's first steps send, over HTTP/2 and over HTTP/1.1.
final class Requests {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final int ROUNDS = 50;
  private static final String CONFIG_MAP =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"trained","labels":{"a":"b"}},"data":{"a":"b"}}\
      """;
  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"trained","labels":{"a":"b"}},"spec":{"containers":[{"name":"main","image":"nginx",\
      "env":[{"name":"A","value":"b"}],"ports":[{"containerPort":80}],"resources":{"limits":{"memory":"128Mi"}}}]}}\
      """;
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final int DEFINED = 40;

  /// Its rule has the parser and type checker of expressions loaded, which takes most of a second.
  private static final String DEFINITION =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.trained.example.com"},"spec":{\
      "group":"trained.example.com","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1","served":true,\
      "storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string",\
      "maxLength":9}},"x-kubernetes-validations":[{"rule":"!has(self.a) || self.a.matches('^a') && ['a'].exists(x, x == self.a)",\
      "messageExpression":"'not ' + self.a"}]}}}}}]}}\
      """;

  private static final List<String> READS =
      List.of(
          "/readyz",
          "/version",
          "/api",
          "/apis",
          "/api/v1",
          "/apis/apps/v1",
          "/openapi/v3",
          "/api/v1/namespaces",
          MAPS + "?limit=500",
          MAPS + "?labelSelector=a%3Db",
          PODS,
          MAPS + "?watch=true&timeoutSeconds=1");

  private final HttpClient client;
  private final URI url;

  private Requests(HttpClient client, URI url) {
    this.client = client;
    this.url = url;
  }

  /// @param arguments the folder of the administrator's certificates, the server's URL, and `end` to have the server end when all is done
  public static void main(String[] arguments) throws Exception {
    var identity = AdminIdentity.of(Path.of(arguments[0]));
    for (Version version : new Version[] {Version.HTTP_2, Version.HTTP_1_1}) {
      var client = HttpClient.newBuilder().sslContext(identity).version(version).build();
      var requests = new Requests(client, URI.create(arguments[1]));
      requests.awaitServer();
      requests.discover();
      for (int round = 0; round < ROUNDS; round++) requests.live();
      if (version == Version.HTTP_2) requests.define();
    }
    if (arguments[2].equals("end"))
      ProcessHandle.current().parent().ifPresent(ProcessHandle::destroy);
    System.exit(0);
  }

  private void awaitServer() throws IOException, InterruptedException {
    for (int left = 300; ; left--) {
      try {
        get("/readyz", JSON);
        return;
      } catch (IOException notYet) {
        if (left == 0) throw notYet;
        Thread.sleep(100);
      }
    }
  }

  private void discover() throws IOException, InterruptedException {
    for (String path : READS) get(path, JSON);
    get("/api", AGGREGATED);
    get("/apis", AGGREGATED);
    get("/api/v1/namespaces/kube-system", PROTOBUF);
    get("/api/v1/namespaces", TABLE);
    get("/api/v1/namespaces", PROTOBUF);
    write("POST", DEFINITIONS + "?dryRun=All", JSON, DEFINITION);
  }

  private void live() throws IOException, InterruptedException {
    write("POST", MAPS, JSON, CONFIG_MAP);
    write("POST", PODS, JSON, POD);
    get(MAPS + "/trained", JSON);
    get(PODS, JSON);
    get(PODS, TABLE);
    write("PATCH", MAPS + "/trained", "application/merge-patch+json", CONFIG_MAP);
    write("PATCH", PODS + "/trained", "application/strategic-merge-patch+json", "{}");
    String apply = MAPS + "/trained?fieldManager=training";
    write("PATCH", apply, "application/apply-patch+yaml", CONFIG_MAP);
    write("DELETE", MAPS + "/trained", JSON, "");
    write("DELETE", PODS + "/trained?gracePeriodSeconds=0", JSON, "");
  }

  /// An operator's installation: many definitions at once, and a first object of each.
  private void define() throws IOException, InterruptedException {
    for (int i = 0; i < DEFINED; i++)
      write("POST", DEFINITIONS, JSON, new TrainedDefinition(i).definition());
    for (int i = 0; i < DEFINED; i++) {
      var defined = new TrainedDefinition(i);
      awaitObjects(defined.objects());
      write("POST", defined.objects(), JSON, defined.object());
      String apply = defined.objects() + "/trained?fieldManager=training";
      write("PATCH", apply, "application/apply-patch+yaml", defined.object());
      get(defined.objects(), TABLE);
    }
    for (int i = 0; i < DEFINED; i++)
      write("DELETE", DEFINITIONS + "/" + new TrainedDefinition(i).name(), JSON, "");
  }

  /// Those of a definition are served soon after it was created.
  private void awaitObjects(String path) throws IOException, InterruptedException {
    for (int left = 300; ; left--) {
      try {
        get(path, JSON);
        return;
      } catch (IOException notYet) {
        if (left == 0) throw notYet;
        Thread.sleep(20);
      }
    }
  }

  private void get(String path, String accept) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(url.resolve(path)).GET(), accept);
  }

  private void write(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request = HttpRequest.newBuilder(url.resolve(path)).method(method, content);
    send(request.header("Content-Type", type), JSON);
  }

  private void send(HttpRequest.Builder request, String accept)
      throws IOException, InterruptedException {
    var whole = request.header("Accept", accept).build();
    int status = client.send(whole, BodyHandlers.discarding()).statusCode();
    if (status >= 300) throw new IOException(whole.method() + " " + whole.uri() + ": " + status);
  }
}
