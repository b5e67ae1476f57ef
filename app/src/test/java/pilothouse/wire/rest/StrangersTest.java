package pilothouse.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Clients that show no certificate and no token, or one that nobody gave.
@ExtendWith(SharedServer.class)
final class StrangersTest {
  private final Admin nobody;

  StrangersTest(ServerUnderTest server) throws Exception {
    nobody = Admin.nobody(server.url(), server.folder());
  }

  @AfterEach
  void leave() {
    nobody.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/livez", "/readyz", "/version"})
  void healthAndVersionAreOpen(String path) throws Exception {
    assertThat(nobody.get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/apis/apps/v1",
        "/openapi/v3",
        "/metrics",
        "/flagz",
        "/readyz/ping",
        "/debug/pprof/",
        "/api/v1/namespaces/default/secrets",
        "/nosuch"
      })
  void allElseIsForbidden(String path) throws Exception {
    var answer = nobody.get(path);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("\"kind\":\"Status\"", "\"reason\":\"Forbidden\"", "system:anonymous");
  }

  @Test
  void aTokenThatNobodyGaveIsRefusedEverywhere() throws Exception {
    for (String path : new String[] {"/livez", "/api/v1/pods"})
      assertThat(
              nobody
                  .send(nobody.request(path).header("Authorization", "Bearer x.y.z"))
                  .statusCode())
          .isEqualTo(401);
  }
}
