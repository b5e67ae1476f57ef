package pilothouse.wire.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

@ParameterizedClass
@EnumSource(HttpClient.Version.class)
@ExtendWith(SharedServer.class)
final class BadBodiesTest {
  private static final String YAML = "application/yaml";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  private final Admin admin;

  BadBodiesTest(HttpClient.Version version, ServerUnderTest server) throws Exception {
    admin = Admin.of(server, version);
  }

  @AfterEach
  void theRestKeepsServing() throws Exception {
    assertThat(admin.get("/readyz").body()).isEqualTo("ok");
    assertThat(admin.get(MAPS + "?limit=1").statusCode()).isEqualTo(200);
    admin.close();
  }

  private static void isStatus(HttpResponse<String> answer, int code, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
    assertThat(answer.body())
        .contains("\"kind\":\"Status\"", "\"status\":\"Failure\"", "\"reason\":\"" + reason + "\"");
  }

  @Test
  void whatIsNoDocumentIsBadRequest() throws Exception {
    for (String body : List.of("", "{", "nonsense", "{\"a\":}", "\u0000", "[]", "1"))
      isStatus(admin.post(MAPS, Admin.JSON, body), 400, "BadRequest");
    isStatus(admin.post(MAPS, Admin.JSON, "{}"), 422, "Invalid"); // a config map without a name
    for (String body : List.of("a: [", "a: b: c", "- x", "*a"))
      isStatus(admin.post(MAPS, YAML, body), 400, "BadRequest");
    for (String body : List.of("", "k8s", "k8s\0", "k8s\0\n\u00ff\u00ff", "nonsense"))
      isStatus(admin.post(MAPS, PROTOBUF, body), 400, "BadRequest");
  }

  @Test
  void anAliasThatGrowsWithoutEndIsBadRequest() throws Exception {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++)
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9) + "1"));
    isStatus(admin.post(MAPS, YAML, bomb.toString()), 400, "BadRequest");
  }

  @Test
  void fieldsThatAreNotThereAreIgnoredOrToldOrRefused() throws Exception {
    String body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"generateName\":\"odd-\"},"
            + "\"data\":{\"a\":\"1\",\"a\":\"2\"},\"nosuch\":1}";
    var ignored = admin.post(MAPS + "?fieldValidation=Ignore", Admin.JSON, body);
    assertThat(ignored.statusCode()).isEqualTo(201);
    assertThat(ignored.headers().allValues("warning")).isEmpty();
    var told = admin.post(MAPS + "?fieldValidation=Warn", Admin.JSON, body);
    assertThat(told.statusCode()).isEqualTo(201);
    assertThat(told.headers().allValues("warning"))
        .anyMatch(w -> w.contains("unknown field \\\"nosuch\\\""))
        .anyMatch(w -> w.contains("duplicate field \\\"data.a\\\""));
    var refused = admin.post(MAPS + "?fieldValidation=Strict", Admin.JSON, body);
    isStatus(refused, 400, "BadRequest");
    assertThat(refused.body()).contains("strict decoding error", "nosuch", "data.a");
    isStatus(admin.post(MAPS + "?fieldValidation=Perhaps", Admin.JSON, body), 422, "Invalid");
  }

  @Test
  void ofSeveralMistakesInAMapTheFirstIsTold() throws Exception {
    String body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"labels\":{\"b\":{},\"a\":5}}}";
    var refused = admin.post(MAPS, Admin.JSON, body);
    isStatus(refused, 400, "BadRequest");
    assertThat(refused.body())
        .contains("cannot unmarshal object into Go struct field ObjectMeta.metadata.labels");
  }

  @Test
  void anotherKindOrPlaceIsRefused() throws Exception {
    String map = Admin.configMap("wrong");
    isStatus(admin.post(MAPS, Admin.JSON, map.replace("ConfigMap", "Secret")), 400, "BadRequest");
    isStatus(admin.post(MAPS, Admin.JSON, map.replace("\"v1\"", "\"v2\"")), 400, "BadRequest");
    String elsewhere = map.replace("\"name\":", "\"namespace\":\"kube-system\",\"name\":");
    isStatus(admin.post(MAPS, Admin.JSON, elsewhere), 400, "BadRequest");
    String nowhere = MAPS.replace("default", "nosuch");
    isStatus(admin.post(nowhere, Admin.JSON, map), 404, "NotFound");
  }

  @Test
  void namesThatAreNoneAreInvalid() throws Exception {
    for (String name : List.of("a/b", "..", ".", "%2e", "A", "a b", "-", "x".repeat(254), "ü"))
      isStatus(admin.post(MAPS, Admin.JSON, Admin.configMap(name)), 422, "Invalid");
    assertThat(admin.get(MAPS + "/a%2Fb").statusCode()).isIn(400, 404);
    assertThat(admin.get(MAPS + "/..%2F..%2Fsecrets").statusCode()).isIn(400, 404);
  }

  @Test
  void aBodyThatIsTooLargeIsToldSo() throws Exception {
    int limit = 3 << 20;
    String start = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"";
    String large = start + "x".repeat(limit + 1 - start.length() - 3) + "\"}}";
    assertThat(large).hasSize(limit + 1);
    isStatus(admin.post(MAPS, Admin.JSON, large), 413, "RequestEntityTooLarge");
    isStatus(admin.post(MAPS, YAML, large), 413, "RequestEntityTooLarge");
    isStatus(
        admin.patch(MAPS + "/kube-root-ca.crt", "application/merge-patch+json", large),
        413,
        "RequestEntityTooLarge");
    // A body of exactly that many bytes is read, and found to be too much for a config map.
    isStatus(admin.post(MAPS, Admin.JSON, large.replaceFirst("x", "")), 422, "Invalid");
  }

  @Test
  void mediaTypesThatNobodySpeaksAreTold() throws Exception {
    isStatus(admin.post(MAPS, "text/plain", "x"), 415, "UnsupportedMediaType");
    isStatus(admin.post(MAPS, "nonsense", "x"), 415, "UnsupportedMediaType");
    isStatus(admin.patch(MAPS + "/a", Admin.JSON, "{}"), 415, "UnsupportedMediaType");
    var wanted = admin.send(admin.request(MAPS).header("Accept", "text/html"));
    isStatus(wanted, 406, "NotAcceptable");
  }
}
