package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// `kubectl apply`, both ways, and what stands around it: diff, edit, replace.
@EveryKubectl
final class KubectlApplyTest {
  private final Kubectl kubectl;

  KubectlApplyTest(Release release, Programs programs, ServerUnderTest server) throws Exception {
    kubectl = Kubectl.of(release, programs, server);
  }

  @Test
  void applyCreatesThenConfiguresThenLeavesUnchanged() throws Exception {
    Kubectl in = kubectl.inNamespace("apply");
    assertThat(in.outOf(Manifests.deployment(2), "apply", "-f", "-"))
        .isEqualTo("deployment.apps/web created\n");
    assertThat(in.outOf(Manifests.deployment(2), "apply", "-f", "-"))
        .isEqualTo("deployment.apps/web unchanged\n");
    assertThat(in.outOf(Manifests.deployment(3), "apply", "-f", "-"))
        .isEqualTo("deployment.apps/web configured\n");
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("3");
    assertThat(in.out("apply", "view-last-applied", "deployment/web")).contains("replicas: 3");
    assertThat(in.outOf(Manifests.deployment(4), "apply", "--dry-run=server", "-f", "-"))
        .isEqualTo("deployment.apps/web configured (server dry run)\n");
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("3");
  }

  @Test
  void applyTakesAwayWhatWasTakenOutOfTheFile() throws Exception {
    Kubectl in = kubectl.inNamespace("apply-less");
    String labelled =
        Manifests.DEPLOYMENT.replace("    app: web\nspec", "    app: web\n    tier: front\nspec");
    in.outOf(labelled, "apply", "-f", "-");
    assertThat(in.value("deployment/web", ".metadata.labels.tier")).isEqualTo("front");
    in.outOf(Manifests.DEPLOYMENT, "apply", "-f", "-");
    assertThat(in.value("deployment/web", ".metadata.labels")).isEqualTo("{\"app\":\"web\"}");
  }

  @Test
  void aConflictIsToldAndForced() throws Exception {
    Kubectl in = kubectl.inNamespace("apply-server");
    assertThat(serverSide(in, 2, "--field-manager=one"))
        .isEqualTo("deployment.apps/web serverside-applied\n");
    assertThat(
            in.refusalOf(
                Manifests.deployment(5),
                "apply",
                "--server-side",
                "--field-manager=two",
                "-f",
                "-"))
        .contains("conflict with \"one\"", ".spec.replicas");
    serverSide(in, 5, "--field-manager=two", "--force-conflicts");
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("5");
  }

  private static String serverSide(Kubectl in, int replicas, String... more) throws Exception {
    var words = new java.util.ArrayList<>(java.util.List.of("apply", "--server-side", "-f", "-"));
    words.addAll(java.util.List.of(more));
    return in.outOf(Manifests.deployment(replicas), words.toArray(String[]::new));
  }

  @Test
  void whatWasAppliedByTheClientIsTakenOverByTheServer() throws Exception {
    Kubectl in = kubectl.inNamespace("apply-migrate");
    in.outOf(Manifests.deployment(2), "apply", "-f", "-");
    serverSide(in, 3);
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("3");
  }

  @Test
  void aDiffShowsWhatWouldChange() throws Exception {
    Kubectl in = kubectl.inNamespace("diff");
    in.outOf(Manifests.deployment(2), "apply", "-f", "-");
    assertThat(in.outOf(Manifests.deployment(2), "diff", "-f", "-")).isEmpty();
    var diff = in.runWith(Manifests.deployment(3), "diff", "-f", "-");
    assertThat(diff.exit()).isEqualTo(1);
    assertThat(diff.out()).contains("-  replicas: 2", "+  replicas: 3");
  }

  @Test
  void anEditIsSent() throws Exception {
    Kubectl in = kubectl.inNamespace("edit");
    in.outOf(Manifests.deployment(2), "create", "-f", "-");
    assertThat(in.edit("s/replicas: 2/replicas: 4/", "edit", "deployment", "web").out())
        .isEqualTo("deployment.apps/web edited\n");
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("4");
    assertThat(in.edit("s/nothing/here/", "edit", "deployment", "web").err())
        .isEqualTo("Edit cancelled, no changes made.\n");
    var wrong = in.edit("s/replicas: 4/replicas: -4/", "edit", "deployment", "web");
    assertThat(wrong.exit()).isNotZero();
    assertThat(wrong.err()).contains("deployments.apps \"web\" is invalid");
  }

  @Test
  void aReplaceIsWholeAndMayBeForced() throws Exception {
    Kubectl in = kubectl.inNamespace("replace");
    in.outOf(Manifests.deployment(2), "create", "-f", "-");
    String uid = in.value("deployment/web", ".metadata.uid");
    assertThat(in.outOf(Manifests.deployment(3), "replace", "-f", "-"))
        .isEqualTo("deployment.apps/web replaced\n");
    assertThat(in.value("deployment/web", ".metadata.uid")).isEqualTo(uid);
    assertThat(in.outOf(Manifests.deployment(4), "replace", "--force", "-f", "-"))
        .endsWith("deployment.apps/web replaced\n");
    assertThat(in.value("deployment/web", ".metadata.uid")).isNotEqualTo(uid);
    assertThat(in.refusalOf(Manifests.configMap("none"), "replace", "-f", "-"))
        .contains("NotFound");
  }
}
