package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

@ExtendWith(SharedServer.class)
final class KubectlTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels:
          app: web
      spec:
        replicas: 2
        selector:
          matchLabels:
            app: web
        template:
          metadata:
            labels:
              app: web
          spec:
            containers:
            - name: nginx
              image: nginx:1.29
      """;

  @TempDir Path home;
  private Kubectl kubectl;

  @BeforeEach
  void find(ServerUnderTest server) throws Exception {
    var found = Kubectl.newest(server.kubeconfig(), home);
    assumeTrue(found.isPresent(), "no kubectl on this machine");
    kubectl = found.get();
  }

  private String out(String... arguments) throws Exception {
    var ran = kubectl.run(arguments);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out();
  }

  private String namespace(String name) throws Exception {
    out("create", "namespace", name);
    return name;
  }

  @Test
  void aNewClusterHasItsNamespacesAndItsService() throws Exception {
    assertThat(out("get", "namespaces", "-o", "name"))
        .contains(
            "namespace/default",
            "namespace/kube-system",
            "namespace/kube-public",
            "namespace/kube-node-lease");
    assertThat(out("get", "service", "kubernetes")).contains("ClusterIP", "443/TCP");
  }

  @Test
  void applyCreatesThenConfiguresThenLeavesUnchanged() throws Exception {
    String namespace = namespace("kubectl-apply");
    var created = kubectl.runWith(DEPLOYMENT, "apply", "-n", namespace, "-f", "-");
    assertThat(created.out()).as(created.err()).isEqualTo("deployment.apps/web created\n");
    assertThat(kubectl.runWith(DEPLOYMENT, "apply", "-n", namespace, "-f", "-").out())
        .isEqualTo("deployment.apps/web unchanged\n");
    assertThat(
            kubectl
                .runWith(
                    DEPLOYMENT.replace("replicas: 2", "replicas: 3"),
                    "apply",
                    "-n",
                    namespace,
                    "-f",
                    "-")
                .out())
        .isEqualTo("deployment.apps/web configured\n");
    assertThat(out("get", "deployment", "web", "-n", namespace, "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("3");
  }

  @Test
  void serverSideApplyTellsWhoOwnsAField() throws Exception {
    String namespace = namespace("kubectl-ssa");
    var applied =
        kubectl.runWith(
            DEPLOYMENT,
            "apply",
            "--server-side",
            "--field-manager=one",
            "-n",
            namespace,
            "-f",
            "-");
    assertThat(applied.out())
        .as(applied.err())
        .isEqualTo("deployment.apps/web serverside-applied\n");
    var refused =
        kubectl.runWith(
            DEPLOYMENT.replace("replicas: 2", "replicas: 5"),
            "apply",
            "--server-side",
            "--field-manager=two",
            "-n",
            namespace,
            "-f",
            "-");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("conflict with \"one\"", ".spec.replicas");
  }

  @Test
  void scaleLabelAndDelete() throws Exception {
    String namespace = namespace("kubectl-verbs");
    kubectl.runWith(DEPLOYMENT, "create", "-n", namespace, "-f", "-");
    assertThat(out("scale", "deployment/web", "--replicas=7", "-n", namespace)).contains("scaled");
    assertThat(out("label", "deployment/web", "tier=front", "-n", namespace)).contains("labeled");
    assertThat(out("get", "deployment", "-l", "tier=front", "-n", namespace)).contains("0/7");
    assertThat(out("delete", "deployment", "web", "-n", namespace)).contains("deleted");
    assertThat(kubectl.run("get", "deployment", "web", "-n", namespace).err())
        .contains("Error from server (NotFound): deployments.apps \"web\" not found");
  }

  @Test
  void everyResourceIsListed() throws Exception {
    assertThat(out("api-resources", "--no-headers").lines())
        .hasSizeGreaterThan(50)
        .anyMatch(line -> line.startsWith("pods ") && line.contains("po"))
        .anyMatch(line -> line.startsWith("deployments ") && line.contains("apps/v1"));
  }

  @Test
  void createIsValidatedWithoutAClientSideSchema() throws Exception {
    String namespace = namespace("kubectl-strict");
    var refused =
        kubectl.runWith(
            DEPLOYMENT.replace("replicas:", "replicaz:"), "apply", "-n", namespace, "-f", "-");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("strict decoding error: unknown field \"spec.replicaz\"");
  }

  @Test
  void explainReadsTheOpenApi() throws Exception {
    assertThat(out("explain", "deployment.spec.replicas")).contains("<integer>");
  }
}
