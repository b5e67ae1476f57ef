package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// `kubectl delete` and what is done to nodes.
@EveryKubectl
final class KubectlDeleteTest {
  private final Kubectl kubectl;

  KubectlDeleteTest(Release release, Programs programs, ServerUnderTest server) throws Exception {
    kubectl = Kubectl.of(release, programs, server);
  }

  @Test
  void whatIsSelectedIsDeleted() throws Exception {
    Kubectl in = kubectl.inNamespace("delete");
    String maps = Manifests.configMap("a") + Manifests.configMap("b") + Manifests.configMap("c");
    in.outOf(maps, "create", "-f", "-");
    in.out("label", "configmap", "a", "kind=special", "--overwrite");
    assertThat(in.out("delete", "configmaps", "-l", "kind=special")).contains("\"a\" deleted");
    assertThat(in.out("delete", "configmap", "b")).contains("\"b\" deleted");
    assertThat(in.out("delete", "configmaps", "--field-selector=metadata.name=c"))
        .contains("\"c\"");
    assertThat(in.refusal("delete", "configmap", "a")).contains("NotFound");
    in.outOf(maps, "create", "-f", "-");
    assertThat(in.outOf(maps, "delete", "-f", "-").lines()).hasSize(3);
    assertThat(in.out("delete", "configmaps,secrets", "--all")).contains("No resources found");
  }

  @Test
  void theFateOfDependentsIsLeftToTheirCollector() throws Exception {
    Kubectl in = kubectl.inNamespace("cascade");
    in.outOf(Manifests.DEPLOYMENT, "create", "-f", "-");
    in.out("delete", "deployment", "web", "--cascade=foreground", "--wait=false");
    assertThat(in.value("deployment/web", ".metadata.finalizers")).contains("foregroundDeletion");
    release(in);
    in.outOf(Manifests.DEPLOYMENT, "create", "-f", "-");
    in.out("delete", "deployment", "web", "--cascade=orphan", "--wait=false");
    assertThat(in.value("deployment/web", ".metadata.finalizers")).contains("orphan");
    release(in);
    in.outOf(Manifests.DEPLOYMENT, "create", "-f", "-");
    in.out("delete", "deployment", "web", "--cascade=background");
    assertThat(in.out("get", "deployments", "--ignore-not-found")).isEmpty();
  }

  private static void release(Kubectl in) throws Exception {
    String none = "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]";
    in.out("patch", "deployment", "web", "--type=json", "-p", none);
  }

  @Test
  void aPodOnANodeIsGivenTimeUnlessItIsForced() throws Exception {
    Kubectl in = kubectl.inNamespace("grace");
    in.outOf(Manifests.pod("slow", "some-node"), "create", "-f", "-");
    in.out("delete", "pod", "slow", "--grace-period=5", "--wait=false");
    assertThat(in.value("pod/slow", ".metadata.deletionGracePeriodSeconds")).isEqualTo("5");
    assertThat(in.out("get", "pods")).contains("Terminating");
    in.out("delete", "pod", "slow", "--grace-period=0", "--force");
    assertThat(in.out("get", "pods", "--ignore-not-found")).isEmpty();
  }

  @Test
  void aNamespaceTerminates() throws Exception {
    Kubectl in = kubectl.inNamespace("terminates");
    in.out("delete", "namespace", in.namespace(), "--wait=false");
    assertThat(in.out("get", "namespace", in.namespace())).contains("Terminating");
    assertThat(in.refusalOf(Manifests.configMap("late"), "create", "-f", "-"))
        .contains("because it is being terminated");
  }

  @Test
  void aNodeIsTaintedCordonedAndDrained() throws Exception {
    Kubectl in = kubectl.inNamespace("node");
    String node = in.named("node");
    in.outOf(Manifests.node(node), "create", "-f", "-");
    assertThat(in.out("taint", "node", node, "key=value:NoSchedule")).contains("tainted");
    assertThat(in.value("node/" + node, ".spec.taints[*].key")).contains("key");
    assertThat(in.out("taint", "node", node, "key:NoSchedule-")).contains("untainted");
    assertThat(in.out("cordon", node)).contains("cordoned");
    assertThat(in.out("get", "node", node)).contains("SchedulingDisabled");
    assertThat(in.out("uncordon", node)).contains("uncordoned");
    in.outOf(Manifests.pod("on-node", node), "create", "-f", "-");
    assertThat(in.out("drain", node, "--force", "--grace-period=0", "--timeout=600s"))
        .contains("pod/on-node evicted", "drained");
    assertThat(in.out("get", "pods", "--ignore-not-found")).isEmpty();
    assertThat(in.out("describe", "node", node)).contains("Unschedulable:", "true");
    in.out("delete", "node", node);
  }
}
