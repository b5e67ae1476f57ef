package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// A chart's life.
@ExtendWith({SharedServer.class, Programs.Finder.class})
final class HelmTest {
  private static final String TEMPLATE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: {{ .Release.Name }}}
      spec:
        replicas: {{ .Values.replicas }}
        selector: {matchLabels: {app: x}}
        template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c, image: i}]}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: {{ .Release.Name }}-map}
      data: {replicas: "{{ .Values.replicas }}"}
      """;

  @TempDir Path folder;
  private final Programs programs;
  private final ServerUnderTest server;

  HelmTest(Programs programs, ServerUnderTest server) {
    this.programs = programs;
    this.server = server;
  }

  private String helm(String... arguments) throws Exception {
    var words = new ArrayList<>(List.of(programs.helm().orElseThrow().toString()));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--kubeconfig", server.kubeconfig().toString(), "-n", "charts"));
    var ran = Child.run(words, Map.of("HOME", folder.toString()), "");
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out();
  }

  @Test
  void aChartIsInstalledUpgradedRolledBackAndUninstalled() throws Exception {
    assumeTrue(programs.helm().isPresent(), () -> "no helm; " + programs.absence());
    Path chart = Files.createDirectories(folder.resolve("tiny/templates")).getParent();
    Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: tiny, version: 0.1.0}");
    Files.writeString(chart.resolve("values.yaml"), "replicas: 1");
    Files.writeString(chart.resolve("templates/all.yaml"), TEMPLATE);
    assertThat(helm("install", "first", chart.toString(), "--create-namespace"))
        .contains("STATUS: deployed");
    helm("upgrade", "first", chart.toString(), "--set", "replicas=3");
    assertThat(helm("get", "manifest", "first")).contains("replicas: 3");
    assertThat(helm("rollback", "first", "1")).contains("success");
    assertThat(helm("history", "first").lines()).hasSize(4);
    assertThat(helm("list")).contains("tiny-0.1.0");
    helm("uninstall", "first");
    assertThat(helm("list")).doesNotContain("tiny");
  }
}
