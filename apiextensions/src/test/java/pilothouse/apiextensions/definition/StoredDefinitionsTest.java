package pilothouse.apiextensions.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;

final class StoredDefinitionsTest {
  private static final String KEY = "/registry/apiextensions.k8s.io/customresourcedefinitions/a";
  private static final StoredDefinitions SHARED = new StoredDefinitions(true);
  private static final StoredDefinitions OURS = new StoredDefinitions(false);

  /// As kube-apiserver 1.36.3 left it in etcd.
  private static final String UPSTREAM =
      """
      {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1beta1","metadata":{"name":"things.a"},\
      "spec":{"group":"a","version":"v1","names":{"plural":"things","singular":"thing","kind":"Thing","listKind":"ThingList"},\
      "scope":"Namespaced","validation":{"openAPIV3Schema":{"type":"object"}},"subresources":{"status":{}},\
      "versions":[{"name":"v1","served":true,"storage":true}],"conversion":{"strategy":"None"},"preserveUnknownFields":false},\
      "status":{"conditions":[],"acceptedNames":{"plural":"things","kind":"Thing"},"storedVersions":["v1"]}}
      """;

  private static final String SERVED =
      """
      {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","metadata":{"name":"things.a"},\
      "spec":{"group":"a","names":{"plural":"things","singular":"thing","kind":"Thing","listKind":"ThingList"},\
      "scope":"Namespaced","versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}},\
      "subresources":{"status":{}}}],"conversion":{"strategy":"None"}},\
      "status":{"conditions":[],"acceptedNames":{"plural":"things","kind":"Thing"},"storedVersions":["v1"]}}\
      """;

  private static ObjectNode tree(Bytes json) {
    return JsonReader.tree(json.unsafeArray()).object();
  }

  private static ObjectNode tree(String json) {
    return tree(Bytes.utf8(json));
  }

  @Test
  void whatUpstreamStoresIsServedAsTheCurrentVersion() {
    assertThat(OURS.toJson(KEY, Bytes.utf8(UPSTREAM)).utf8()).isEqualTo(SERVED);
    assertThat(SHARED.toJson(KEY, Bytes.utf8(UPSTREAM)).utf8()).isEqualTo(SERVED);
  }

  @Test
  void whereUpstreamMayReadItIsKeptAsUpstreamWould() {
    assertThat(tree(SHARED.toStored(KEY, Bytes.utf8(SERVED)))).isEqualTo(tree(UPSTREAM));
    assertThat(OURS.toStored(KEY, Bytes.utf8(SERVED)).utf8()).isEqualTo(SERVED);
  }

  @Test
  void whatIsKeptInTheOtherVersionIsStale() {
    assertThat(SHARED.isStale(Bytes.utf8(UPSTREAM))).isFalse();
    assertThat(SHARED.isStale(Bytes.utf8(SERVED))).isTrue();
    assertThat(OURS.isStale(Bytes.utf8(UPSTREAM))).isTrue();
    assertThat(OURS.isStale(Bytes.utf8(SERVED))).isFalse();
  }

  @Test
  void aDefinitionOfOldSaysLess() {
    var old =
        """
        {"apiVersion":"apiextensions.k8s.io/v1beta1","kind":"CustomResourceDefinition","metadata":{"name":"things.a"},\
        "spec":{"group":"a","version":"v1","names":{"plural":"things","kind":"Thing"},\
        "conversion":{"strategy":"Webhook","webhookClientConfig":{"url":"https://a"}}}}\
        """;
    var spec = tree(SHARED.toJson(KEY, Bytes.utf8(old))).get("spec");
    assertThat(spec.toString())
        .isEqualTo(
            """
            {"group":"a","names":{"plural":"things","kind":"Thing","singular":"thing","listKind":"ThingList"},\
            "conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"url":"https://a"},"conversionReviewVersions":["v1beta1"]}},\
            "scope":"Namespaced","versions":[{"name":"v1","served":true,"storage":true}],"preserveUnknownFields":true}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // two versions with schemas of their own, and columns alike
        """
        {"group":"a","names":{"plural":"b","singular":"s","kind":"B","listKind":"BL"},"scope":"Cluster","versions":[\
        {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}},"additionalPrinterColumns":[{"name":"x","type":"string","jsonPath":".x"}]},\
        {"name":"v2","served":true,"storage":false,"deprecated":true,"deprecationWarning":"w","schema":{"openAPIV3Schema":{"type":"object","nullable":true}},\
        "additionalPrinterColumns":[{"name":"x","type":"string","jsonPath":".x"}]}],"conversion":{"strategy":"None"}}\
        """,
        // a schema of one version only, fields that select in both
        """
        {"group":"a","names":{"plural":"b","singular":"s","kind":"B","listKind":"BL"},"scope":"Cluster","versions":[\
        {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}},"selectableFields":[{"jsonPath":".x"}]},\
        {"name":"v2","served":true,"storage":false,"selectableFields":[{"jsonPath":".x"}]}],"conversion":{"strategy":"Webhook",\
        "webhook":{"clientConfig":{"service":{"namespace":"n","name":"s","port":443}},"conversionReviewVersions":["v1"]}},"preserveUnknownFields":true}\
        """
      })
  void nothingIsLostOnTheWayThereAndBack(String spec) {
    ObjectNode crd = tree(SERVED).with("spec", tree(spec));
    Bytes stored = SHARED.toStored(KEY, Bytes.utf8(crd.toString()));
    assertThat(stored.utf8()).contains("v1beta1");
    assertThat(tree(SHARED.toJson(KEY, stored))).isEqualTo(crd);
  }
}
