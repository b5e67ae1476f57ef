package pilothouse.server.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pilothouse.server.authn.Authenticator;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.authn.ClientCertificates;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.Decision;
import pilothouse.server.authz.PublicRights;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.HttpServer;
import pilothouse.server.http.HttpSettings;
import pilothouse.server.http.Response;
import pilothouse.server.http.TestAuthority;
import pilothouse.server.http.TestAuthority.Identity;
import pilothouse.server.http.Tls;
import pilothouse.server.http.User;

@Timeout(900)
class FiltersTest {
  private static final TestAuthority CA = new TestAuthority("ca");
  private static final Identity SERVER = CA.server();
  private static final Identity ADMIN = CA.client("CN=admin,O=system:masters");
  private static final Identity ALICE = CA.client("CN=alice,O=dev,O=ops");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicBoolean complete = new AtomicBoolean(true);
  private Authorizer extra = _ -> Decision.NO_OPINION;

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open.reversed()) closeable.close();
  }

  private HttpServer serve(Handler handler) throws Exception {
    var timeouts = new Timeouts();
    open.add(timeouts);
    var authorities = List.of(CA.certificate());
    BearerTokens.Issuer issuer =
        BearerTokens.Issuer.of(token ->
            token.equals("secret")
                ? java.util.Optional.of(new User("robot", "u", List.of(), Map.of()))
                : java.util.Optional.empty());
    var filters =
        new Filters(
            StatusResponses.json(),
            List.of(),
            complete::get,
            List.of(),
            List.of(Pattern.compile("^https://page\\.example$")),
            Duration.ofSeconds(60),
            timeouts,
            Authenticator.union(
                List.of(
                    new ClientCertificates(() -> authorities),
                    new BearerTokens(List.of(issuer), List.of()))),
            true,
            Authorizer.chain(
                List.of(Authorizer.masters(), new PublicRights(), a -> extra.authorize(a))),
            new MaxInFlight(10, Duration.ofSeconds(1)));
    var server =
        HttpServer.start(
            HttpSettings.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Tls.of(SERVER.keys().getPrivate(), List.of(SERVER.certificate()))),
            Filter.chain(filters.inOrder(), handler));
    open.add(server);
    return server;
  }

  private HttpResponse<String> get(
      HttpServer server, String path, List<Identity> shown, String... headers) throws Exception {
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    try (var client =
        HttpClient.newBuilder()
            .sslContext(TestAuthority.clientTls(shown.toArray(Identity[]::new)))
            .build()) {
      var request =
          HttpRequest.newBuilder(
              URI.create("https://localhost:" + server.address().getPort() + path));
      if (headers.length > 0) request.headers(headers);
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static Response whoami(pilothouse.server.http.Call call) {
    User user = call.user();
    return Response.text(200, user.name() + " " + user.groups() + " " + user.extra().keySet());
  }

  @Test
  void aCertificateNamesItsUserAndGroups() throws Exception {
    extra = _ -> Decision.allow("");
    var server = serve(FiltersTest::whoami);
    for (int i = 0; i < 2; i++) {
      assertThat(get(server, "/x", List.of(ALICE)).body())
          .isEqualTo(
              "alice [dev, ops, system:authenticated]"
                  + " [authentication.kubernetes.io/credential-id]");
    }
  }

  @Test
  void aCertificateOfSomebodyElseOrForServersOrTooOldIs401() throws Exception {
    var server = serve(FiltersTest::whoami);
    var stranger = new TestAuthority("ca").client("CN=admin,O=system:masters");
    var wrong = CA.issue("CN=a", List.of(KeyPurposeId.id_kp_serverAuth), Duration.ofDays(1));
    var old = CA.issue("CN=a", List.of(KeyPurposeId.id_kp_clientAuth), Duration.ofHours(-1));
    for (Identity bad : List.of(stranger, wrong, old)) {
      var answer = get(server, "/healthz", List.of(bad));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body())
          .isEqualTo(
              "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                  + "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}\n");
    }
  }

  @Test
  void tokensAreGoodOrRefused() throws Exception {
    extra = _ -> Decision.allow("");
    var server = serve(FiltersTest::whoami);
    assertThat(get(server, "/x", List.of(), "Authorization", "Bearer secret").body())
        .startsWith("robot [system:authenticated]");
    assertThat(get(server, "/x", List.of(), "Authorization", "Bearer x").statusCode())
        .isEqualTo(401);
  }

  @Test
  void nobodyMayAskForHealthAndNothingElse() throws Exception {
    var server = serve(FiltersTest::whoami);
    assertThat(get(server, "/livez", List.of()).statusCode()).isEqualTo(200);
    var refused = get(server, "/api/v1/namespaces/n/pods/p/log", List.of());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(refused.body())
        .contains(
            "pods \\\"p\\\" is forbidden: User \\\"system:anonymous\\\" cannot get resource"
                + " \\\"pods/log\\\" in API group \\\"\\\" in the namespace \\\"n\\\"")
        .contains("\"details\":{\"name\":\"p\",\"kind\":\"pods\"}");
    assertThat(get(server, "/metrics", List.of(ALICE)).body())
        .contains("forbidden: User \\\"alice\\\" cannot get path \\\"/metrics\\\"")
        .contains("\"details\":{}");
  }

  @Test
  void whoMayActsAsSomebodyElse() throws Exception {
    var server = serve(FiltersTest::whoami);
    String[] asBob = {
      "Impersonate-User",
      "bob",
      "Impersonate-Group",
      "system:masters",
      "Impersonate-Extra-a%2fb",
      "c"
    };
    assertThat(get(server, "/x", List.of(ADMIN), asBob).body())
        .isEqualTo("bob [system:masters, system:authenticated] [a/b]");
    assertThat(get(server, "/x", List.of(ALICE), asBob).body())
        .contains("users \\\"bob\\\" is forbidden: User \\\"alice\\\" cannot impersonate");
    assertThat(get(server, "/x", List.of(ADMIN), "Impersonate-Uid", "1").statusCode())
        .isEqualTo(400);
  }

  @Test
  void everyAnswerCarriesItsAuditIdAndStaysOutOfCaches() throws Exception {
    var answer = get(serve(FiltersTest::whoami), "/x", List.of(ALICE), "Audit-ID", "mine");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("audit-id")).hasValue("mine");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-cache, private");
  }

  @Test
  void warningsBecomeHeaders() throws Exception {
    var server =
        serve(call -> {
          call.warnings().add("a \"quoted\" text");
          return Response.text(200, "");
        });
    assertThat(get(server, "/x", List.of(ADMIN)).headers().allValues("warning"))
        .containsExactly("299 - \"a \\\"quoted\\\" text\"");
  }

  @Test
  void aCallPastItsDeadlineIs504() throws Exception {
    var interrupted = new CountDownLatch(1);
    var server =
        serve(call -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException end) {
            interrupted.countDown();
            throw new IllegalStateException(end);
          }
          return Response.text(200, "");
        });
    var answer = get(server, "/x?timeout=100ms", List.of(ADMIN));
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body())
        .contains("Timeout: request did not complete within the allotted timeout");
    assertThat(interrupted.await(5, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void anUnreadableTimeoutIs400() throws Exception {
    var server = serve(FiltersTest::whoami);
    assertThat(get(server, "/x?timeout=abc", List.of(ADMIN)).body())
        .contains(
            "invalid timeout specified in the request URL - time: invalid duration"
                + " \\\"abc\\\"");
  }

  @Test
  void whatComesBeforeAllPathsAreServedIs503() throws Exception {
    complete.set(false);
    var server = serve(FiltersTest::whoami);
    var answer = get(server, "/apis/apps/v1", List.of(ADMIN));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
    assertThat(get(server, "/readyz", List.of(ADMIN)).statusCode()).isEqualTo(200);
  }

  @Test
  void pagesOfAllowedOriginsMayCall() throws Exception {
    var server = serve(FiltersTest::whoami);
    var allowed = get(server, "/x", List.of(ADMIN), "Origin", "https://page.example");
    assertThat(allowed.headers().firstValue("access-control-allow-origin"))
        .hasValue("https://page.example");
    var other = get(server, "/x", List.of(ADMIN), "Origin", "https://other.example");
    assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
  }
}
