package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// Commands that change what is there: patch, label, scale, set, rollout, expose, run, wait.
@EveryKubectl
final class KubectlChangeTest {
  private final Kubectl kubectl;

  KubectlChangeTest(Release release, Programs programs, ServerUnderTest server) throws Exception {
    kubectl = Kubectl.of(release, programs, server);
  }

  private Kubectl withDeployment(String name) throws Exception {
    Kubectl in = kubectl.inNamespace(name);
    in.outOf(Manifests.deployment(2), "create", "-f", "-");
    return in;
  }

  @Test
  void patchesOfEveryTypeAreTaken() throws Exception {
    Kubectl in = withDeployment("patch");
    String side =
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"side\",\"image\":\"i\"}]}}}}";
    in.out("patch", "deployment", "web", "--type=strategic", "-p", side);
    assertThat(in.value("deployment/web", ".spec.template.spec.containers[*].name"))
        .isEqualTo("side nginx");
    in.out(
        "patch",
        "deployment",
        "web",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"labels\":{\"app\":null}}}");
    assertThat(in.value("deployment/web", ".metadata.labels")).isEmpty();
    String replace = "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":5}]";
    in.out("patch", "deployment", "web", "--type=json", "-p", replace);
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("5");
    assertThat(in.out("patch", "deployment", "web", "--type=json", "-p", replace))
        .isEqualTo("deployment.apps/web patched (no change)\n");
    String missing = "[{\"op\":\"remove\",\"path\":\"/spec/nosuch\"}]";
    assertThat(in.refusal("patch", "deployment", "web", "--type=json", "-p", missing))
        .contains("the server rejected our request");
    in.out(
        "patch",
        "deployment",
        "web",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"replicas\":5}}");
    assertThat(in.value("deployment/web", ".status.replicas")).isEqualTo("5");
  }

  @Test
  void labelsAndAnnotationsComeAndGo() throws Exception {
    Kubectl in = withDeployment("label");
    assertThat(in.out("label", "deployment", "web", "tier=front")).contains("labeled");
    assertThat(in.refusal("label", "deployment", "web", "tier=back"))
        .contains("--overwrite is false");
    in.out("label", "deployment", "web", "tier=back", "--overwrite");
    assertThat(in.out("get", "deployments", "-l", "tier=back")).contains("0/2");
    assertThat(in.out("label", "deployment", "web", "tier-")).contains("unlabeled");
    assertThat(in.out("annotate", "deployments", "--all", "note=here")).contains("annotate");
    assertThat(in.value("deployment/web", ".metadata.annotations.note")).isEqualTo("here");
    in.out("annotate", "deployment", "web", "note-");
    assertThat(in.value("deployment/web", ".metadata.annotations")).isEmpty();
    assertThat(in.refusal("label", "deployment", "web", "bad/key/x=y")).isNotEmpty();
  }

  @Test
  void scaleAsksForAsManyAndMayAskForWhatWas() throws Exception {
    Kubectl in = withDeployment("scale");
    assertThat(in.out("scale", "deployment/web", "--replicas=7")).contains("scaled");
    assertThat(in.out("get", "deployment", "web")).contains("0/7");
    assertThat(in.refusal("scale", "deployment/web", "--replicas=1", "--current-replicas=2"))
        .contains("Expected replicas to be 2, was 7");
    assertThat(in.out("autoscale", "deployment", "web", "--min=1", "--max=5"))
        .contains("autoscaled");
  }

  @Test
  void setChangesOneThing() throws Exception {
    Kubectl in = withDeployment("set");
    assertThat(in.out("set", "image", "deployment/web", "nginx=nginx:2")).contains("image updated");
    in.out("set", "env", "deployment/web", "A=b");
    in.out("set", "resources", "deployment/web", "--limits=cpu=200m,memory=64Mi");
    in.out("set", "serviceaccount", "deployment/web", "robot");
    String container = ".spec.template.spec.containers[0]";
    assertThat(in.value("deployment/web", container + ".image")).isEqualTo("nginx:2");
    assertThat(in.value("deployment/web", container + ".env[0].value")).isEqualTo("b");
    assertThat(in.value("deployment/web", container + ".resources.limits.cpu")).isEqualTo("200m");
    assertThat(in.value("deployment/web", ".spec.template.spec.serviceAccountName"))
        .isEqualTo("robot");
  }

  @Test
  void exposeAndRunMakeServicesAndPods() throws Exception {
    Kubectl in = withDeployment("expose");
    assertThat(in.out("expose", "deployment", "web", "--port=80", "--target-port=8080"))
        .isEqualTo("service/web exposed\n");
    assertThat(in.value("service/web", ".spec.selector")).isEqualTo("{\"app\":\"web\"}");
    assertThat(
            in.out("run", "alone", "--image=nginx", "--port=80", "--expose", "--labels=app=alone"))
        .contains("service/alone created", "pod/alone created");
    in.out("run", "once", "--image=busybox", "--restart=Never", "--env=A=b", "--", "date");
    assertThat(in.out("get", "pods", "-o", "wide")).contains("alone", "once", "Pending");
  }

  @Test
  void aRolloutIsFollowedThroughItsStatus() throws Exception {
    Kubectl in = withDeployment("rollout");
    assertThat(in.refusal("rollout", "status", "deployment/web", "--timeout=1s"))
        .contains("timed out waiting");
    try (var status = in.start("rollout", "status", "deployment/web", "--timeout=600s")) {
      status.lineWith("Waiting for deployment");
      report(in);
      status.lineWith("successfully rolled out");
    }
    assertThat(in.out("wait", "--for=condition=Available", "deployment/web", "--timeout=600s"))
        .isEqualTo("deployment.apps/web condition met\n");
    assertThat(
            in.out("wait", "--for=jsonpath={.spec.replicas}=2", "deployment/web", "--timeout=600s"))
        .contains("condition met");
    assertThat(in.out("get", "deployment", "web")).contains("2/2");
  }

  /// What the controller that is not there would write.
  private static void report(Kubectl in) throws Exception {
    String status =
        """
        {"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2,
         "conditions":[{"type":"Available","status":"True","reason":"Enough","message":"enough",
          "lastUpdateTime":"2026-01-01T00:00:00Z","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
        """;
    in.out("patch", "deployment", "web", "--subresource=status", "--type=merge", "-p", status);
  }

  @Test
  void theHistoryOfARolloutIsReadFromItsReplicaSets() throws Exception {
    Kubectl in = withDeployment("history");
    assertThat(in.out("rollout", "history", "deployment/web")).contains("No rollout history found");
    String revision =
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: web-1
          labels: {app: web}
          annotations: {deployment.kubernetes.io/revision: "1"}
          ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: %s, controller: true}]
        spec:
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: nginx, image: "nginx:1"}]}}
        """
            .formatted(in.value("deployment/web", ".metadata.uid"));
    in.outOf(revision, "create", "-f", "-");
    assertThat(in.out("rollout", "history", "deployment/web", "--revision=1")).contains("nginx:1");
    assertThat(in.out("rollout", "restart", "deployment/web")).contains("restarted");
    assertThat(in.out("rollout", "pause", "deployment/web")).contains("paused");
    assertThat(in.out("rollout", "resume", "deployment/web")).contains("resumed");
    assertThat(in.out("rollout", "undo", "deployment/web", "--to-revision=1"))
        .contains("rolled back");
    assertThat(in.value("deployment/web", ".spec.template.spec.containers[0].image"))
        .isEqualTo("nginx:1");
  }
}
