package pilothouse.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Peer;
import pilothouse.server.http.Query;
import pilothouse.server.http.RequestBody;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.Response;
import pilothouse.server.http.User;
import pilothouse.server.http.Warnings;

class HealthTest {
  private final Set<String> ill = new java.util.HashSet<>();
  private final Health health =
      new Health(UpstreamChecks.of(name -> !ill.contains(name), java.util.List.of()));

  private Optional<Response> get(String path, String query) {
    var call =
        new Call(
            "GET",
            path,
            path,
            Query.parse(query),
            Headers.NONE,
            RequestBody.NONE,
            new Peer(new InetSocketAddress(0), List.of()),
            false,
            Instant.EPOCH,
            Instant.MAX,
            RequestInfo.NONE,
            User.ANONYMOUS,
            new Warnings());
    return health.find(call).map(handler -> handler.handle(call));
  }

  private static String text(Response response) {
    return ((Response.Body.Whole) response.body()).bytes().utf8();
  }

  @Test
  void allIsWell() {
    assertThat(text(get("/readyz", "").orElseThrow())).isEqualTo("ok");
    assertThat(text(get("/livez", "verbose").orElseThrow()))
        .startsWith("[+]ping ok\n[+]log ok\n[+]loopback-serving-certificate ok\n[+]etcd ok\n")
        .endsWith("livez check passed\n");
  }

  @Test
  void oneThatIsIllFailsItsEndpointsUnlessItIsLeftOut() {
    ill.add("shutdown");
    assertThat(get("/livez", "").orElseThrow().status()).isEqualTo(200);
    var ready = get("/readyz", "").orElseThrow();
    assertThat(ready.status()).isEqualTo(500);
    assertThat(text(ready))
        .contains("[-]shutdown failed: reason withheld\n")
        .endsWith("readyz check failed\n");
    assertThat(get("/readyz", "exclude=shutdown").orElseThrow().status()).isEqualTo(200);
  }

  @Test
  void eachCheckHasItsPathWhereItCounts() {
    assertThat(text(get("/healthz/poststarthook/rbac/bootstrap-roles", "").orElseThrow()))
        .isEqualTo("ok");
    assertThat(get("/healthz/shutdown", "")).isEmpty();
    assertThat(get("/healthz/", "")).isEmpty();
    ill.add("etcd");
    assertThat(get("/healthz/etcd", "").orElseThrow().status()).isEqualTo(500);
  }

  @Test
  void namesThatMatchNothingAreTold() {
    assertThat(text(get("/readyz", "verbose&exclude=more&exclude=nothing").orElseThrow()))
        .contains(
            "warn: some health checks cannot be excluded: no matches for"
                + " \"more\",\"nothing\"\n");
  }
}
