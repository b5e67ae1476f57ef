package pilothouse.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.ResourceNames;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.Strategy;
import pilothouse.registry.TableColumns;
import pilothouse.registry.Verb;
import pilothouse.server.http.Response;
import pilothouse.server.http.TestCall;

class ApiDiscoveryTest {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private List<ServedGroup> groups = List.of(group("", "pods"), group("apps", "deployments"));
  private final ApiDiscovery discovery = new ApiDiscovery(() -> groups, () -> "192.0.2.1:6443");

  private static ServedGroup group(String name, String plural) {
    var version = new ServedGroup.Version("v1", List.of(definition(name, plural)), true);
    return new ServedGroup(name, List.of(version), false);
  }

  private static ResourceDefinition definition(String group, String plural) {
    var kind = new GroupVersionKind(group, "v1", "Kind");
    return new ResourceDefinition(
        kind,
        new ResourceNames(plural, "kind", List.of(), List.of()),
        true,
        Set.of(Verb.GET, Verb.LIST),
        new StructType("com.example.Kind", List.of(), false, true),
        Optional.of(new StorageSpec(plural, kind)),
        StorageSpec.Conversion.NONE,
        List.of(),
        new TableColumns(List.of(), (_, _) -> TableColumns.Row.of(List.of())),
        new Strategy() {},
        List.of(),
        "",
        "");
  }

  private Response get(String path, String... headers) {
    var call = TestCall.get(path, headers);
    return discovery.find(call).orElseThrow().handle(call);
  }

  private static String header(Response response, String name) {
    return response.headers().first(name).orElse("");
  }

  @Test
  void oneDocumentHoldsAllGroupsForWhoeverAsksForIt() {
    Response core = get("/api", "Accept", AGGREGATED);
    assertThat(header(core, "Content-Type")).isEqualTo(AGGREGATED);
    assertThat(TestCall.text(core)).contains("\"pods\"").doesNotContain("\"deployments\"");
    assertThat(TestCall.text(get("/apis", "Accept", AGGREGATED)))
        .contains("\"deployments\"")
        .doesNotContain("\"pods\"");
  }

  @Test
  void aClientThatKnowsTheDocumentGetsNone() {
    Response first = get("/apis", "Accept", AGGREGATED);
    String tag = header(first, "ETag");
    assertThat(tag).matches("\"[0-9A-F]{128}\"");
    Response again = get("/apis", "Accept", AGGREGATED, "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(TestCall.text(again)).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(get("/apis", "Accept", AGGREGATED, "If-None-Match", "\"other\"").status())
        .isEqualTo(200);
  }

  @Test
  void theTagChangesWithTheGroupsAndIsOneForAllForms() {
    String tag = header(get("/apis", "Accept", AGGREGATED), "ETag");
    String yaml = AGGREGATED.replace("json", "yaml");
    assertThat(header(get("/apis", "Accept", yaml), "ETag")).isEqualTo(tag);
    groups = List.of(group("", "pods"), group("apps", "deployments"), group("batch", "jobs"));
    assertThat(header(get("/apis", "Accept", AGGREGATED), "ETag")).isNotEqualTo(tag);
  }

  @Test
  void clientsThatDoNotKnowItFallBackToTheOldDocuments() {
    String both = AGGREGATED.replace("v=v2;", "v=v9;") + ",application/json";
    Response response = get("/apis", "Accept", both);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(TestCall.text(response)).startsWith("{\"kind\":\"APIGroupList\"");
    assertThat(header(response, "ETag")).isEmpty();
    assertThat(TestCall.text(get("/api")))
        .startsWith("{\"kind\":\"APIVersions\"")
        .contains("192.0.2.1:6443");
    assertThat(TestCall.text(get("/apis/apps"))).startsWith("{\"kind\":\"APIGroup\"");
    assertThat(TestCall.text(get("/apis/apps/v1")))
        .startsWith("{\"kind\":\"APIResourceList\"")
        .contains("\"deployments\"");
  }

  @Test
  void whatIsNotThereOrCannotBeSaidSoIsRefused() {
    assertThat(discovery.find(TestCall.get("/apis/nothing"))).isEmpty();
    assertThat(discovery.find(TestCall.get("/version"))).isEmpty();
    assertThatThrownBy(() -> get("/apis/apps/v9"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(404));
    assertThatThrownBy(() -> get("/api", "Accept", "text/plain"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(406));
    var post = TestCall.of("POST", "/api", "");
    assertThatThrownBy(() -> discovery.find(post).orElseThrow().handle(post))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(405));
  }
}
