package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// What kubectl asks of a server before it does anything else.
@EveryKubectl
final class KubectlDiscoveryTest {
  private final Kubectl kubectl;

  KubectlDiscoveryTest(Release release, Programs programs, ServerUnderTest server)
      throws Exception {
    kubectl = Kubectl.of(release, programs, server);
  }

  @Test
  void everyResourceIsListed() throws Exception {
    assertThat(kubectl.out("api-resources", "--no-headers").lines())
        .hasSizeGreaterThan(50)
        .anyMatch(line -> line.startsWith("pods ") && line.contains("po"))
        .anyMatch(line -> line.startsWith("deployments ") && line.contains("apps/v1"));
    assertThat(kubectl.out("api-resources", "--api-group=apps", "-o", "name").lines())
        .containsExactlyInAnyOrder(
            "controllerrevisions.apps",
            "daemonsets.apps",
            "deployments.apps",
            "replicasets.apps",
            "statefulsets.apps");
    assertThat(kubectl.out("api-resources", "--namespaced=false", "--verbs=list", "-o", "name"))
        .contains("nodes\n", "persistentvolumes\n")
        .doesNotContain("pods\n");
    assertThat(kubectl.out("api-resources", "-o", "wide")).contains("CATEGORIES", "all");
  }

  @Test
  void everyGroupVersionIsListed() throws Exception {
    assertThat(kubectl.out("api-versions").lines())
        .contains("v1", "apps/v1", "autoscaling/v1", "autoscaling/v2", "resource.k8s.io/v1");
  }

  @Test
  void everyResourceIsExplained() throws Exception {
    for (String line : kubectl.out("api-resources", "--no-headers").lines().toList()) {
      var words = line.trim().split(" +");
      String version = "--api-version=" + words[words.length - 3];
      assertThat(kubectl.out("explain", words[0], version, "--recursive"))
          .as(line)
          .contains("FIELDS:", "apiVersion\t<string>");
    }
  }

  @Test
  void aFieldIsExplained() throws Exception {
    assertThat(kubectl.out("explain", "deployment.spec.replicas"))
        .contains("<integer>", "Number of desired pods");
    assertThat(kubectl.out("explain", "pod.spec.containers.resources", "--api-version=v1"))
        .contains("limits", "requests");
    assertThat(kubectl.out("explain", "deployment.spec", "--output=plaintext-openapiv2"))
        .contains("replicas\t<integer>", "-required-");
    assertThat(kubectl.refusal("explain", "pod.nosuch"))
        .contains("field \"nosuch\" does not exist");
  }

  @Test
  void theServerTellsItsVersionAndWhereItIs() throws Exception {
    assertThat(kubectl.out("version", "-o", "json")).contains("\"gitVersion\": \"v1.36.");
    assertThat(kubectl.out("cluster-info")).contains("control plane", "is running at");
    assertThat(kubectl.out("get", "--raw", "/readyz?verbose")).contains("readyz check passed");
    assertThat(kubectl.out("get", "componentstatuses")).contains("etcd-0", "Healthy");
  }

  @Test
  void theAdministratorMayDoEverything() throws Exception {
    assertThat(kubectl.out("auth", "can-i", "create", "pods")).isEqualTo("yes\n");
    assertThat(kubectl.out("auth", "can-i", "*", "*", "--all-namespaces")).isEqualTo("yes\n");
    assertThat(kubectl.out("auth", "can-i", "--list")).contains("*.*");
    var other = kubectl.run("auth", "can-i", "delete", "pods", "--as=somebody");
    assertThat(other.out()).isEqualTo("no\n");
  }

  @Test
  void aNewClusterHasItsNamespacesAndItsService() throws Exception {
    assertThat(kubectl.out("get", "namespaces", "-o", "name"))
        .contains(
            "namespace/default",
            "namespace/kube-system",
            "namespace/kube-public",
            "namespace/kube-node-lease");
    assertThat(kubectl.out("get", "service", "kubernetes")).contains("ClusterIP", "443/TCP");
  }

  @Test
  void whatIsNotThereIsSaidSo() throws Exception {
    assertThat(kubectl.refusal("get", "nosuch"))
        .contains("the server doesn't have a resource type \"nosuch\"");
    assertThat(kubectl.refusal("get", "deployment", "nosuch"))
        .contains("Error from server (NotFound): deployments.apps \"nosuch\" not found");
    assertThat(kubectl.out("get", "deployment", "nosuch", "--ignore-not-found")).isEmpty();
  }
}
