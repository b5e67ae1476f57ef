package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// `kubectl get` in its many forms, and `describe`.
@EveryKubectl
final class KubectlReadTest {
  private final Kubectl kubectl;

  KubectlReadTest(Release release, Programs programs, ServerUnderTest server) throws Exception {
    kubectl = Kubectl.of(release, programs, server);
  }

  @Test
  void anObjectIsShownInEveryForm() throws Exception {
    Kubectl in = kubectl.inNamespace("get");
    in.outOf(Manifests.deployment(2), "create", "-f", "-");
    assertThat(in.out("get", "deployments")).contains("READY", "0/2").doesNotContain("IMAGES");
    assertThat(in.out("get", "deployments", "-o", "wide"))
        .contains("IMAGES", "nginx:1.29", "app=web");
    assertThat(in.out("get", "deployments", "--show-labels")).contains("LABELS", "app=web");
    assertThat(in.out("get", "deployment", "web", "-o", "yaml"))
        .contains("kind: Deployment\n", "  replicas: 2\n")
        .doesNotContain("managedFields");
    assertThat(in.out("get", "deployment", "web", "-o", "json")).contains("\"replicas\": 2,");
    assertThat(in.out("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("2");
    assertThat(
            in.out("get", "deployment", "-o", "custom-columns=N:.metadata.name,R:.spec.replicas"))
        .isEqualTo("N     R\nweb   2\n");
    assertThat(in.out("get", "deploy/web", "-o", "name")).isEqualTo("deployment.apps/web\n");
    assertThat(in.out("get", "deploy", "web", "-o", "yaml", "--show-managed-fields"))
        .contains("managedFields:", "f:replicas: {}");
    assertThat(in.out("get", "all")).contains("deployment.apps/web");
  }

  @Test
  void listsAreSelected() throws Exception {
    Kubectl in = kubectl.inNamespace("select");
    var maps = new StringBuilder();
    for (int i = 0; i < 7; i++) maps.append(Manifests.configMap("map-" + i));
    in.outOf(maps.toString(), "create", "-f", "-");
    in.out("label", "configmap", "map-3", "kind=special", "--overwrite");
    assertThat(in.out("get", "configmaps", "-l", "kind=special", "-o", "name"))
        .isEqualTo("configmap/map-3\n");
    assertThat(in.out("get", "configmaps", "-l", "kind!=special", "-o", "name").lines()).hasSize(6);
    assertThat(in.out("get", "configmaps", "--field-selector=metadata.name=map-5", "-o", "name"))
        .isEqualTo("configmap/map-5\n");
    assertThat(in.out("get", "configmaps", "--chunk-size=2", "-o", "name").lines()).hasSize(7);
    assertThat(in.out("get", "configmaps", "--chunk-size=2", "--no-headers").lines()).hasSize(7);
    assertThat(in.out("get", "configmaps", "--sort-by=.metadata.name", "-o", "name"))
        .startsWith("configmap/map-0\nconfigmap/map-1\n");
    assertThat(in.out("get", "configmaps", "-A", "--chunk-size=3"))
        .contains("NAMESPACE", in.namespace(), "kube-system");
    assertThat(in.run("get", "configmaps", "-l", "a=b").err()).contains("No resources found");
    assertThat(in.refusal("get", "configmaps", "--field-selector=data.a=b"))
        .contains("\"data.a\" is not a known field selector");
  }

  @Test
  void aWatchShowsWhatIsThereAndWhatComes() throws Exception {
    Kubectl in = kubectl.inNamespace("watch");
    in.outOf(Manifests.configMap("before"), "create", "-f", "-");
    try (var watch = in.start("get", "configmaps", "-w", "--output-watch-events")) {
      assertThat(watch.lineWith("before")).startsWith("ADDED");
      in.outOf(Manifests.configMap("after"), "create", "-f", "-");
      assertThat(watch.lineWith("after")).startsWith("ADDED");
      in.out("label", "configmap", "before", "seen=yes");
      assertThat(watch.lineWith("before")).startsWith("MODIFIED");
      in.out("delete", "configmap", "before");
      assertThat(watch.lineWith("before")).startsWith("DELETED");
    }
  }

  @Test
  void everyKindOfObjectIsDescribed() throws Exception {
    Kubectl in = kubectl.inNamespace("describe");
    in.outOf(Manifests.deployment(2), "create", "-f", "-");
    in.outOf(Manifests.pod("alone", ""), "create", "-f", "-");
    in.outOf(Manifests.configMap("map"), "create", "-f", "-");
    in.out("create", "service", "clusterip", "inner", "--tcp=80:8080");
    assertThat(in.out("describe", "deployment", "web"))
        .contains("Replicas:", "2 desired", "Image:", "nginx:1.29", "Events:");
    assertThat(in.out("describe", "pod", "alone")).contains("QoS Class:", "BestEffort");
    assertThat(in.out("describe", "configmap", "map")).contains("Data\n====");
    assertThat(in.out("describe", "service", "inner")).contains("TargetPort:", "8080/TCP");
    assertThat(in.out("describe", "namespace", in.namespace())).contains("Status:", "Active");
    assertThat(in.refusal("describe", "pod", "nosuch")).contains("not found");
  }

  @Test
  void eventsAreShownBesideTheirObject() throws Exception {
    Kubectl in = kubectl.inNamespace("events");
    in.outOf(Manifests.pod("alone", ""), "create", "-f", "-");
    String event =
        """
        apiVersion: v1
        kind: Event
        metadata: {name: alone.1}
        type: Normal
        reason: Scheduled
        message: found a place
        count: 1
        firstTimestamp: "2026-01-01T00:00:00Z"
        lastTimestamp: "2026-01-01T00:00:00Z"
        source: {component: scheduler}
        involvedObject: {apiVersion: v1, kind: Pod, name: alone, namespace: %s, uid: %s}
        """
            .formatted(in.namespace(), in.value("pod/alone", ".metadata.uid"));
    in.outOf(event, "create", "-f", "-");
    assertThat(in.out("describe", "pod", "alone")).contains("Scheduled", "found a place");
    assertThat(in.out("get", "events")).contains("pod/alone", "found a place");
    assertThat(in.out("events", "--for=pod/alone")).contains("found a place");
  }
}
