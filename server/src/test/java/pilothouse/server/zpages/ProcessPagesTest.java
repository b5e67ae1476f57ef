package pilothouse.server.zpages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;
import pilothouse.server.http.TestCall;

class ProcessPagesTest {
  private static final Instant START = Instant.parse("2026-05-04T03:02:01Z");

  private final Statusz statusz =
      new Statusz(
          START,
          Clock.fixed(START.plusSeconds(3725), ZoneOffset.UTC),
          "1.36.3",
          () -> List.of("/apis/apps", "/livez/etcd", "/livez", "/metrics"));
  private final Flagz flagz = new Flagz(Map.of("v", "2", "bind-address", "::"));

  private Response status(Call call) {
    return statusz.find(call).orElseThrow().handle(call);
  }

  private static Call accepting(String accept) {
    return TestCall.get("/statusz", "Accept", accept);
  }

  @Test
  void theStatusIsTextForWhoeverAsksForNothingElse() {
    for (Call call : List.of(TestCall.get("/statusz"), accepting("*/*"), accepting("text/plain")))
      assertThat(TestCall.text(status(call)))
          .contains("\nStarted: Mon May  4 03:02:01 UTC 2026\nUp: 1 hr 02 min 05 sec\n")
          .contains("\nBinary version: 1.36.3\nEmulation version: 1.36\nPaths: /livez /metrics\n");
  }

  @Test
  void theStatusIsAnObjectOnlyForWhoeverNamesItsKind() {
    Call call = accepting("application/json;g=config.k8s.io;v=v1beta1;as=Statusz");
    assertThat(TestCall.text(status(call)))
        .startsWith("{\"kind\":\"Statusz\",\"apiVersion\":\"config.k8s.io/v1beta1\"")
        .contains("\"uptimeSeconds\":3725");
    assertThat(call.warnings().list()).isEmpty();
    assertThatThrownBy(() -> status(accepting("application/json")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("text/plain");
  }

  @Test
  void theOldVersionCarriesAWarning() {
    Call call = accepting("application/yaml;g=config.k8s.io;v=v1alpha1;as=Statusz");
    assertThat(TestCall.text(status(call))).contains("apiVersion: config.k8s.io/v1alpha1");
    assertThat(call.warnings().list())
        .containsExactly(
            "This version of the statusz endpoint is deprecated. Please use a newer version.");
  }

  @Test
  void flagsAreListedByName() {
    Call call = TestCall.get("/flagz");
    assertThat(TestCall.text(flagz.find(call).orElseThrow().handle(call)))
        .endsWith("purposes only.\nbind-address=::\nv=2\n");
  }

  @Test
  void profilesThatJavaCannotMakeAreRefusedByName() {
    assertThat(debug("GET", "/debug/pprof/goroutine").status()).isEqualTo(200);
    assertThat(debug("GET", "/debug/pprof/nothing").status()).isEqualTo(404);
    assertThat(debug("GET", "/debug/flags/v").status()).isEqualTo(406);
    assertThatThrownBy(() -> debug("GET", "/debug/pprof/heap"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(501));
    assertThatThrownBy(() -> debug("PUT", "/debug/flags/v"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(501));
  }

  private static Response debug(String method, String path) {
    Call call = TestCall.of(method, path, "");
    return DebugPages.find(call).orElseThrow().handle(call);
  }
}
