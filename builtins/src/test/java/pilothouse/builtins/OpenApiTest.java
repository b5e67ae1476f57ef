package pilothouse.builtins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.table.FieldDocs;
import pilothouse.registry.ResourceDefinition;
import pilothouse.server.openapi.OpenApi;

class OpenApiTest {
  private final TypeLibrary types = BuiltinTypes.read();
  private final List<ResourceDefinition> definitions =
      Builtins.definitions(
          kind -> types.type(kind).orElseThrow(), new Strategies(Map.of()), FieldDocs.NONE);
  private final OpenApi openApi = new OpenApi(() -> definitions, types, new BuiltinDocs());

  @Test
  void everyDocumentRefersOnlyToSchemasThatItHas() {
    for (ResourceDefinition definition : definitions) {
      String version = definition.groupVersion().toString();
      String key = definition.kind().group().isEmpty() ? "api/v1" : "apis/" + version;
      ObjectNode document = openApi.tree(key);
      references(document, "#/components/schemas/", document.at("components", "schemas").object());
    }
    ObjectNode two = openApi.tree("v2");
    references(two.without("parameters"), "#/definitions/", two.get("definitions").object());
    references(two, "#/parameters/", two.get("parameters").object());
  }

  private static void references(Node node, String prefix, ObjectNode known) {
    if (node instanceof ListNode list) list.items().forEach(i -> references(i, prefix, known));
    if (!(node instanceof ObjectNode object)) return;
    String reference = object.get("$ref").text();
    if (reference.startsWith(prefix))
      assertThat(known.has(reference.substring(prefix.length()))).as(reference).isTrue();
    object.forEach((_, value) -> references(value, prefix, known));
  }

  @Test
  void aFieldSaysHowItMergesAndWhatItMayBe() {
    Node container =
        openApi
            .tree("api/v1")
            .at("components", "schemas")
            .get("io.k8s.api.core.v1.Container")
            .get("properties");
    assertThat(container.at("ports", "x-kubernetes-list-map-keys"))
        .hasToString("[\"containerPort\",\"protocol\"]");
    assertThat(container.at("ports", "x-kubernetes-patch-merge-key").text())
        .isEqualTo("containerPort");
    assertThat(container.at("imagePullPolicy", "enum"))
        .hasToString("[\"Always\",\"IfNotPresent\",\"Never\"]");
    assertThat(container.at("image", "description").text()).startsWith("Container image name.");
    assertThat(container.at("name", "default")).hasToString("\"\"");
  }

  @Test
  void versionTwoHasNeitherDefaultsNorEnums() {
    Node container =
        openApi.tree("v2").get("definitions").get("io.k8s.api.core.v1.Container").get("properties");
    assertThat(container.get("imagePullPolicy").object().has("enum")).isFalse();
    assertThat(container.get("name").object().has("default")).isFalse();
    assertThat(container.at("resources", "$ref").text())
        .isEqualTo("#/definitions/io.k8s.api.core.v1.ResourceRequirements");
  }

  @Test
  void operationsCarryTheirActionAndKind() {
    Node leases =
        openApi
            .tree("apis/coordination.k8s.io/v1")
            .get("paths")
            .get("/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{name}");
    assertThat(leases.at("patch", "x-kubernetes-action").text()).isEqualTo("patch");
    assertThat(leases.at("patch", "operationId").text())
        .isEqualTo("patchCoordinationV1NamespacedLease");
  }
}
