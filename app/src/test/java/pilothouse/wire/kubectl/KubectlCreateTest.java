package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.wire.ServerUnderTest;

/// `kubectl create`, from files and with each of its generators.
@EveryKubectl
final class KubectlCreateTest {
  private final ServerUnderTest server;
  private final Kubectl kubectl;

  KubectlCreateTest(Release release, Programs programs, ServerUnderTest server) throws Exception {
    this.server = server;
    kubectl = Kubectl.of(release, programs, server);
  }

  private static void created(Kubectl in, String what, String... arguments) throws Exception {
    var words = new java.util.ArrayList<>(java.util.List.of("create"));
    words.addAll(java.util.List.of(arguments));
    assertThat(in.out(words.toArray(String[]::new))).startsWith(what).endsWith(" created\n");
  }

  @Test
  void aFileOfSeveralObjectsIsCreatedOnce() throws Exception {
    Kubectl in = kubectl.inNamespace("create-file");
    String two = Manifests.configMap("one") + Manifests.configMap("two");
    assertThat(in.outOf(two, "create", "-f", "-"))
        .isEqualTo("configmap/one created\nconfigmap/two created\n");
    assertThat(in.refusalOf(two, "create", "-f", "-"))
        .contains("(AlreadyExists)", "configmaps \"two\" already exists");
  }

  @Test
  void unknownFieldsAreRefusedByTheServer() throws Exception {
    Kubectl in = kubectl.inNamespace("create-strict");
    String typo = Manifests.DEPLOYMENT.replace("replicas:", "replicaz:");
    assertThat(in.refusalOf(typo, "create", "-f", "-"))
        .contains("strict decoding error: unknown field \"spec.replicaz\"");
    assertThat(in.outOf(typo, "create", "--validate=ignore", "-f", "-")).contains("created");
  }

  @Test
  void workloadsAreGenerated() throws Exception {
    Kubectl in = kubectl.inNamespace("create-workloads");
    created(in, "deployment.apps/web", "deployment", "web", "--image=nginx", "--replicas=3");
    assertThat(in.value("deployment/web", ".spec.replicas")).isEqualTo("3");
    created(in, "job.batch/one", "job", "one", "--image=busybox", "--", "date");
    created(in, "cronjob.batch/often", "cronjob", "often", "--image=i", "--schedule=*/5 * * * *");
    created(in, "job.batch/now", "job", "now", "--from=cronjob/often");
    assertThat(in.value("job/now", ".metadata.ownerReferences[0].kind")).isEqualTo("CronJob");
    created(
        in, "poddisruptionbudget.policy/b", "pdb", "b", "--selector=app=x", "--min-available=1");
  }

  @Test
  void dataIsGenerated() throws Exception {
    Kubectl in = kubectl.inNamespace("create-data");
    created(in, "configmap/map", "configmap", "map", "--from-literal=a=b");
    assertThat(in.value("configmap/map", ".data.a")).isEqualTo("b");
    created(in, "secret/word", "secret", "generic", "word", "--from-literal=p=x");
    assertThat(in.value("secret/word", ".data.p")).isEqualTo("eA==");
    created(
        in,
        "secret/registry",
        "secret",
        "docker-registry",
        "registry",
        "--docker-username=u",
        "--docker-password=p",
        "--docker-server=s");
    assertThat(in.value("secret/registry", ".type")).isEqualTo("kubernetes.io/dockerconfigjson");
    String pki = server.folder() + "/pki/admin";
    created(
        in,
        "secret/pair",
        "secret",
        "tls",
        "pair",
        "--cert=" + pki + ".crt",
        "--key=" + pki + ".key");
    assertThat(in.value("secret/pair", ".type")).isEqualTo("kubernetes.io/tls");
  }

  @Test
  void servicesAreGeneratedAndGetTheirAddresses() throws Exception {
    Kubectl in = kubectl.inNamespace("create-services");
    created(in, "service/inner", "service", "clusterip", "inner", "--tcp=80:8080");
    assertThat(in.value("service/inner", ".spec.clusterIP")).startsWith("10.");
    created(in, "service/outer", "service", "nodeport", "outer", "--tcp=80:8080");
    assertThat(in.value("service/outer", ".spec.ports[0].nodePort")).matches("3[0-2]\\d{3}");
    created(in, "service/far", "service", "externalname", "far", "--external-name=example.com");
    created(in, "service/balanced", "service", "loadbalancer", "balanced", "--tcp=80");
    String rule = "--rule=example.com/path*=inner:80,tls=secret";
    created(in, "ingress.networking.k8s.io/way", "ingress", "way", rule, "--class=nginx");
    assertThat(in.value("ingress/way", ".spec.rules[0].http.paths[0].pathType"))
        .isEqualTo("Prefix");
  }

  @Test
  void rightsAreGenerated() throws Exception {
    Kubectl in = kubectl.inNamespace("create-rights");
    created(
        in, "role.rbac", "role", "reader", "--verb=get,list", "--resource=pods,deployments.apps");
    created(in, "rolebinding.rbac", "rolebinding", "readers", "--role=reader", "--user=jane");
    assertThat(in.out("auth", "can-i", "list", "pods", "--as=jane")).isEqualTo("yes\n");
    String all = in.named("node-reader");
    created(in, "clusterrole.rbac", "clusterrole", all, "--verb=get", "--resource=nodes");
    created(
        in,
        "clusterrolebinding.rbac",
        "clusterrolebinding",
        all,
        "--clusterrole=" + all,
        "--group=g");
    created(in, "serviceaccount/robot", "serviceaccount", "robot");
    assertThat(in.out("create", "token", "robot", "--duration=1h"))
        .matches("(?s)\\S+\\.\\S+\\.\\S+\\s*");
  }

  @Test
  void limitsAreGenerated() throws Exception {
    Kubectl in = kubectl.inNamespace("create-limits");
    created(in, "resourcequota/few", "quota", "few", "--hard=services=100,configmaps=100");
    assertThat(in.value("quota/few", ".spec.hard.services")).isEqualTo("100");
    String name = in.named("important");
    created(in, "priorityclass.scheduling.k8s.io/" + name, "priorityclass", name, "--value=1000");
  }

  @Test
  void aDryRunLeavesNothing() throws Exception {
    Kubectl in = kubectl.inNamespace("create-dry");
    assertThat(in.out("create", "configmap", "map", "--dry-run=server"))
        .isEqualTo("configmap/map created (server dry run)\n");
    assertThat(in.out("get", "configmap", "map", "--ignore-not-found")).isEmpty();
  }
}
