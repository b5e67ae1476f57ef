package pilothouse.wire.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.app.pki.Pki;
import pilothouse.app.pki.ServerNames;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// One server with many flags, none of which has its default.
final class FlagEffectsTest {
  private static final String NAMESPACE = "/api/v1/namespaces/default/";

  @TempDir static Path folder;
  private static ServerUnderTest server;

  private final Admin admin;

  /// The flags' own certificates come from a second authority, whose administrator is the client of these tests.
  FlagEffectsTest() throws Exception {
    admin = Admin.of(server.url(), folder, HttpClient.Version.HTTP_2);
  }

  @AfterEach
  void leave() {
    admin.close();
  }

  @BeforeAll
  static void start() throws Exception {
    Path pki = folder.resolve("pki");
    Pki.open(pki, pki, ServerNames.of(List.of(), List.of(InetAddress.ofLiteral("127.0.0.1"))));
    server =
        ServerUnderTest.start(
            "--tls-cert-file=" + pki.resolve("apiserver.crt"),
            "--tls-private-key-file=" + pki.resolve("apiserver.key"),
            "--client-ca-file=" + pki.resolve("ca.crt"),
            "--service-account-signing-key-file=" + pki.resolve("sa.key"),
            "--service-account-key-file=" + pki.resolve("sa.pub"),
            "--service-account-issuer=https://issuer.example",
            "--service-account-jwks-uri=https://issuer.example/keys",
            "--api-audiences=here,there",
            "--advertise-address=192.0.2.10",
            "--service-cluster-ip-range=10.9.0.0/24",
            "--service-node-port-range=31000-31000",
            "--runtime-config=batch/v1=false,apps/v1/controllerrevisions=false",
            "--feature-gates=HPAScaleToZero=true",
            "--disable-admission-plugins=ServiceAccount",
            "--default-not-ready-toleration-seconds=7",
            "--default-unreachable-toleration-seconds=8",
            "--strict-transport-security-directives=max-age=60,includeSubDomains",
            "--cors-allowed-origins=//page\\.example$",
            "--event-ttl=1s",
            "--anonymous-auth=false",
            "--profiling=false");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /// `--tls-cert-file`, `--tls-private-key-file`: whoever trusts the server's own authority alone refuses what it shows now.
  @Test
  void theGivenCertificateIsShown() throws Exception {
    assertThat(admin.get("/livez").body()).isEqualTo("ok");
    try (var ours = Admin.of(server)) {
      assertThatThrownBy(() -> ours.get("/livez")).isInstanceOf(SSLHandshakeException.class);
    }
  }

  /// `--client-ca-file`
  @Test
  void clientsOfTheGivenAuthorityAreKnown() throws Exception {
    var review =
        admin.post(
            "/apis/authentication.k8s.io/v1/selfsubjectreviews",
            Admin.JSON,
            "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}");
    assertThat(review.body()).contains("\"username\":\"admin\"", "system:masters");
  }

  @Test
  void theKubernetesServiceIsAdvertisedInItsRange() throws Exception {
    assertThat(admin.get(NAMESPACE + "services/kubernetes").body())
        .contains("\"clusterIP\":\"10.9.0.1\"");
    assertThat(admin.get(NAMESPACE + "endpoints/kubernetes").body())
        .contains("\"ip\":\"192.0.2.10\"", "\"port\":" + server.url().getPort());
  }

  @Test
  void servicesGetAddressesAndPortsOfTheirRanges() throws Exception {
    var made = admin.post(NAMESPACE + "services", Admin.JSON, service("only"));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body()).containsPattern("\"clusterIP\":\"10\\.9\\.0\\.\\d+\"");
    assertThat(made.body()).contains("\"nodePort\":31000");
    assertThat(admin.post(NAMESPACE + "services", Admin.JSON, service("second")).statusCode())
        .as("there is one port only")
        .isEqualTo(500);
  }

  private static String service(String name) {
    return """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},"spec":{"type":"NodePort","ports":[{"port":80}]}}
    """
        .formatted(name);
  }

  /// `--runtime-config`
  @Test
  void whatIsTurnedOffIsNotThere() throws Exception {
    assertThat(admin.get("/apis/batch/v1").statusCode()).isEqualTo(404);
    assertThat(admin.get("/apis/batch/v1/jobs").statusCode()).isEqualTo(404);
    assertThat(admin.get("/apis").body()).doesNotContain("\"batch\"").contains("\"apps\"");
    assertThat(admin.get("/apis/apps/v1/controllerrevisions").statusCode()).isEqualTo(404);
    assertThat(admin.get("/apis/apps/v1").body())
        .contains("\"deployments\"")
        .doesNotContain("controllerrevisions");
  }

  @Test
  void featureGatesAreShown() throws Exception {
    assertThat(admin.get("/metrics").body().lines())
        .anyMatch(line ->
            line.startsWith("kubernetes_feature_enabled{name=\"HPAScaleToZero\"")
                && line.endsWith(" 1"));
  }

  @Test
  void podsTolerateIllNodesForAsLongAsIsSaid() throws Exception {
    var pod =
        admin.post(
            NAMESPACE + "pods",
            Admin.JSON,
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}
            """);
    assertThat(pod.body()).contains("\"tolerationSeconds\":7", "\"tolerationSeconds\":8");
  }

  @Test
  void eventsAreForgotten() throws Exception {
    String event =
        """
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"e"},"involvedObject":{"namespace":"default"}}
        """;
    var made = admin.post(NAMESPACE + "events", Admin.JSON, event);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    long end = System.nanoTime() + 300_000_000_000L;
    while (admin.get(NAMESPACE + "events/e").statusCode() != 404)
      assertThat(System.nanoTime()).as("an event of one second lives on").isLessThan(end);
  }

  @Test
  void browsersAreTold() throws Exception {
    var page = admin.send(admin.request("/livez").header("Origin", "https://page.example"));
    assertThat(page.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=60; includeSubDomains");
    assertThat(page.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://page.example");
  }

  /// The flags of service accounts: who signs, for whom, and where the keys are told.
  @Test
  void tokensAreIssuedAsTheFlagsSay() throws Exception {
    admin.post(
        NAMESPACE + "serviceaccounts",
        Admin.JSON,
        "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"robot\"}}");
    var answer = admin.post(NAMESPACE + "serviceaccounts/robot/token", Admin.JSON, "{}");
    assertThat(answer.body()).contains("\"audiences\":[\"here\",\"there\"]");
    String token = answer.body().replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    var claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    assertThat(claims).contains("\"iss\":\"https://issuer.example\"");
    assertThat(admin.get("/.well-known/openid-configuration").body())
        .contains("https://issuer.example/keys");
    assertThat(bearer(token).statusCode()).isEqualTo(200);
    admin.delete(NAMESPACE + "serviceaccounts/robot");
    assertThat(bearer(token).statusCode()).as("--service-account-lookup").isEqualTo(401);
  }

  private java.net.http.HttpResponse<String> bearer(String token) throws Exception {
    try (var nobody = anonymous()) {
      return nobody.send(nobody.request("/api").header("Authorization", "Bearer " + token));
    }
  }

  private static Admin anonymous() throws IOException {
    return Admin.nobody(server.url(), folder);
  }

  @Test
  void nobodyIsNotLetIn() throws Exception {
    try (var nobody = anonymous()) {
      assertThat(nobody.get("/livez").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void whatIsNotProfiledIsNotThere() throws Exception {
    assertThat(admin.get("/debug/pprof/").statusCode()).isEqualTo(404);
  }

  /// `--bind-address`: another address of the same machine is not listened on.
  @Test
  void onlyTheGivenAddressListens() throws Exception {
    var other = new InetSocketAddress("127.0.0.2", server.url().getPort());
    try (var socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(other, 30_000)).isInstanceOf(IOException.class);
    }
    assertThat(Files.readString(server.kubeconfig()))
        .contains("server: https://127.0.0.1:" + server.url().getPort());
  }
}
