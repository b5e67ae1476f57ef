package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// CustomResourceDefinitions as projects ship them: many in one file, too large for the annotation of a plain apply.
@EveryKubectl
final class KubectlDefinitionsTest {
  private static final int DEFINITIONS = 4;
  private static final int FIELDS = 3_400;

  private final Kubectl kubectl;
  private final String group;

  KubectlDefinitionsTest(Release release, Programs programs, ServerUnderTest server)
      throws Exception {
    kubectl = Kubectl.of(release, programs, server);
    group = kubectl.named("bundle") + ".example.com";
  }

  private String bundle() {
    String fields =
        IntStream.range(0, FIELDS)
            .mapToObj(i ->
                "field%d: {type: string, maxLength: 63, description: 'What this is for stands in field number %d of the kind and in no other place, at length.'}"
                    .formatted(i, i))
            .collect(Collectors.joining(",\n            "));
    return IntStream.range(0, DEFINITIONS)
        .mapToObj(i -> definition("part" + i, fields))
        .collect(Collectors.joining("---\n"));
  }

  private String definition(String name, String fields) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %1$ss.%2$s}
    spec:
      group: %2$s
      scope: Namespaced
      names: {plural: %1$ss, singular: %1$s, kind: P%1$s}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec: {type: object, properties: {%3$s}}
    """
        .formatted(name, group, fields);
  }

  @Test
  void aBundleOfNearlyTwoMegabytesIsApplied() throws Exception {
    String bundle = bundle();
    assertThat(bundle.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(1_900_000);
    assertThat(kubectl.outOf(bundle, "apply", "--server-side", "-f", "-").lines())
        .hasSize(DEFINITIONS)
        .allMatch(line -> line.endsWith("serverside-applied"));
    String last = "part" + (DEFINITIONS - 1);
    kubectl.out(
        "wait", "--for=condition=Established", "crd/" + last + "s." + group, "--timeout=600s");
    assertThat(kubectl.out("explain", last + ".spec.field7", "--api-version=" + group + "/v1"))
        .contains("field number 7");
    String generation = kubectl.value("crd/" + last + "s." + group, ".metadata.resourceVersion");
    kubectl.outOf(bundle, "apply", "--server-side", "-f", "-");
    assertThat(kubectl.value("crd/" + last + "s." + group, ".metadata.resourceVersion"))
        .isEqualTo(generation);
    kubectl.out("delete", "crd", last + "s." + group);
    for (int i = 0; i < DEFINITIONS - 1; i++)
      kubectl.out("delete", "crd", "part" + i + "s." + group);
  }
}
