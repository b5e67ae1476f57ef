package pilothouse.app.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.app.flags.AuthorizationFlags.Mode;

final class CommandTest {
  private static Options options(String... words) {
    var command = Command.of(List.of(words));
    assertThat(command).isInstanceOf(Command.Serve.class);
    return ((Command.Serve) command).options();
  }

  private static List<String> errors(String... words) {
    var command = Command.of(List.of(words));
    assertThat(command).isInstanceOf(Command.Refuse.class);
    return ((Command.Refuse) command).errors();
  }

  private static String printed(String... words) {
    return ((Command.Print) Command.of(List.of(words))).text();
  }

  @Test
  void withoutFlagsTheDefaultsHold() {
    var options = options();
    assertThat(options.serving().port()).isEqualTo(6443);
    assertThat(options.serving().bindAddress()).isEqualTo("0.0.0.0");
    assertThat(options.dataFolder())
        .isAbsolute()
        .endsWithRaw(java.nio.file.Path.of("pilothouse-data"));
    assertThat(options.requests())
        .isEqualTo(
            new RequestFlags(
                Duration.ofMinutes(1),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                Duration.ZERO,
                600));
    assertThat(options.services().ranges()).hasToString("[10.0.0.0/24]");
    assertThat(options.serviceAccounts().issuers())
        .containsExactly("https://kubernetes.default.svc");
    assertThat(options.privilegedPods()).isFalse();
  }

  @Test
  void aValueStandsBehindAnEqualsSignOrInTheNextWord() {
    assertThat(options("--secure-port=7443").serving().port()).isEqualTo(7443);
    assertThat(options("--secure-port", "7443").serving().port()).isEqualTo(7443);
    assertThat(options("-v", "4").verbosity()).isEqualTo(4);
    assertThat(options("-v=4").verbosity()).isEqualTo(4);
    assertThat(options("-v4").verbosity()).isEqualTo(4);
  }

  @Test
  void aBooleanAloneIsTrueAndTakesNoWord() {
    assertThat(options("--allow-privileged", "--secure-port=1").privilegedPods()).isTrue();
    assertThat(options("--allow-privileged=false").privilegedPods()).isFalse();
    assertThat(errors("--allow-privileged", "false")).containsExactly("unknown argument: false");
  }

  @Test
  void underscoresAreDashes() {
    assertThat(options("--secure_port=7443").serving().port()).isEqualTo(7443);
  }

  @Test
  void listsAreRepeatedOrCommaSeparated() {
    var options =
        options(
            "--disable-admission-plugins=ServiceAccount,Priority",
            "--disable-admission-plugins=LimitRanger");
    assertThat(options.admission().enabled())
        .contains("NamespaceLifecycle", "ResourceQuota")
        .doesNotContain("ServiceAccount", "Priority", "LimitRanger", "AlwaysDeny");
  }

  @Test
  void durationsAreGos() {
    assertThat(options("--request-timeout=1h0m1.5s").requests().request())
        .isEqualTo(Duration.ofHours(1).plusMillis(1500));
    assertThat(errors("--request-timeout=5"))
        .containsExactly(
            "invalid argument \"5\" for \"--request-timeout\" flag: time: missing unit in duration \"5\"");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(errors("--nonsense", "--secure-port=x", "--bind-address=300.0.0.1", "stray"))
        .containsExactly(
            "unknown flag: --nonsense",
            "invalid argument \"x\" for \"--secure-port\" flag: strconv.ParseInt: parsing \"x\": invalid syntax",
            "invalid argument \"300.0.0.1\" for \"--bind-address\" flag: failed to parse IP: \"300.0.0.1\"",
            "unknown argument: stray");
    assertThat(
            errors(
                "--secure-port=0",
                "--service-cluster-ip-range=10.0.0.0/30",
                "--feature-gates=Nope=true"))
        .hasSize(3);
  }

  @Test
  void flagsThatUpstreamRemovedAreUnknown() {
    assertThat(errors("--insecure-port=8080", "--basic-auth-file=x", "--cloud-provider=aws"))
        .allMatch(error -> error.startsWith("unknown flag: "));
  }

  @Test
  void theEtcdFlagsAreRead() {
    var command =
        (Command.Serve)
            Command.of(
                List.of(
                    "--etcd-servers=http://127.0.0.1:2379,https://b:2379",
                    "--etcd-prefix=cluster/a/",
                    "--etcd-compaction-interval=0",
                    "--etcd-servers-overrides=/events#http://c:1;http://d:1"));
    var etcd = command.options().etcd();
    assertThat(etcd.servers()).hasToString("[http://127.0.0.1:2379, https://b:2379]");
    assertThat(etcd.prefix()).isEqualTo("/cluster/a");
    assertThat(etcd.compactEvery()).isZero();
    assertThat(etcd.protobuf()).isTrue();
    assertThat(etcd.overrides().getFirst().servers()).hasToString("[http://c:1, http://d:1]");
  }

  @Test
  void wrongEtcdFlagsAreToldTogether() {
    assertThat(
            errors(
                "--etcd-servers=127.0.0.1:2379",
                "--storage-backend=etcd2",
                "--storage-media-type=text/plain",
                "--etcd-servers-overrides=events"))
        .hasSize(4);
  }

  @Test
  void theEmbeddedStoreWritesJsonUnlessToldOtherwise() {
    var plain = (Command.Serve) Command.of(List.of());
    var asked =
        (Command.Serve)
            Command.of(List.of("--storage-media-type=application/vnd.kubernetes.protobuf"));
    assertThat(plain.options().etcd().protobuf()).isFalse();
    assertThat(asked.options().etcd().protobuf()).isTrue();
  }

  @Test
  void aFlagWithoutEffectWarnsOnce() {
    var command =
        (Command.Serve) Command.of(List.of("--goaway-chance=0.001", "--goaway-chance=0.002"));
    assertThat(command.warnings())
        .containsExactly("--goaway-chance is accepted but not yet effective");
  }

  @Test
  void admissionPluginsAreKnownByName() {
    assertThat(
            errors(
                "--enable-admission-plugins=Nope,Priority", "--disable-admission-plugins=Priority"))
        .containsExactly(
            "--enable-admission-plugins: unknown admission plugin: Nope",
            "--enable-admission-plugins and --disable-admission-plugins both name Priority");
  }

  @Test
  void theOldListOfAdmissionPluginsStandsForTheDefaults() {
    assertThat(options("--admission-control=Priority,NamespaceLifecycle").admission().enabled())
        .containsExactly("NamespaceLifecycle", "Priority");
    assertThat(errors("--admission-control=Priority", "--enable-admission-plugins=AlwaysDeny"))
        .hasSize(1);
  }

  @Test
  void whatBrowsersAreToldIsChecked() {
    assertThat(
            errors(
                "--strict-transport-security-directives=max-age=1,nonsense",
                "--cors-allowed-origins=(",
                "--cors-allowed-origins=//page"))
        .hasSize(2);
  }

  @Test
  void authorizersAreNamedInOrderAndRbacIsTheRule() {
    assertThat(options().authorization().modes()).containsExactly(Mode.RBAC);
    var open = options("--authorization-mode=RBAC,AlwaysAllow").authorization();
    assertThat(open.modes()).containsExactly(Mode.RBAC, Mode.ALWAYS_ALLOW);
    assertThat(open.anonymous()).isFalse();
    assertThat(options("--authorization-mode=Node,RBAC").authorization().anonymous()).isTrue();
    assertThat(errors("--authorization-mode=Webhook,Nope,RBAC,RBAC"))
        .containsExactly(
            "--authorization-mode: this server has no authorizer Webhook",
            "--authorization-mode: \"Nope\" is not a valid mode",
            "--authorization-mode [Webhook, Nope, RBAC, RBAC] has mode specified more than once");
  }

  @Test
  void aBoundOnRequestsIsTheSumOfReadsAndWrites() {
    var requests =
        options("--max-requests-inflight=3", "--max-mutating-requests-inflight=4").requests();
    assertThat(requests.atOnce()).isEqualTo(7);
    assertThat(errors("--max-requests-inflight=-1"))
        .containsExactly("--max-requests-inflight can not be negative value");
  }

  @Test
  void onlyKnownApisAreTurnedOnAndOff() {
    assertThat(errors("--runtime-config=apps/v1=maybe,nope/v1=true,batch/v7=true"))
        .hasSize(3)
        .allMatch(error -> error.startsWith("--runtime-config: "));
    assertThat(errors("--runtime-config=api/all=false"))
        .containsExactly("--runtime-config: invalid runtime-config with only api/all=false");
  }

  @Test
  void frontProxiesAreNamedByTheirHeaders() {
    var naming =
        options(
                "--requestheader-username-headers=X-Remote-User,X-User",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-")
            .frontProxy()
            .naming();
    assertThat(naming.userHeaders()).containsExactly("X-Remote-User", "X-User");
    assertThat(naming.extraPrefixes()).containsExactly("X-Remote-Extra-");
  }

  @Test
  void featureGatesAreSetByNameOrByStage() {
    var gates = options("--feature-gates=AllAlpha=true,HPAScaleToZero=false").gates();
    assertThat(gates.isOn("CBORServingAndStorage")).isTrue();
    assertThat(gates.isOn("HPAScaleToZero")).isFalse();
    assertThat(gates.isOn("WatchList")).isTrue();
    assertThat(errors("--feature-gates=BtreeWatchCache=false"))
        .containsExactly(
            "--feature-gates: cannot set feature gate BtreeWatchCache to false, feature is locked to true");
  }

  @Test
  void portRangesAreFirstAndLastOrFirstAndCount() {
    assertThat(options("--service-node-port-range=20000-20100").services().lastNodePort())
        .isEqualTo(20100);
    assertThat(options("--service-node-port-range=20000+50").services().lastNodePort())
        .isEqualTo(20050);
    assertThat(errors("--service-node-port-range=5-4")).hasSize(1);
  }

  @Test
  void helpNamesEverySectionAndSaysWhatIsNotYetEffective() {
    assertThat(printed("--help"))
        .contains(sections())
        .contains("--secure-port int", "(default 6443)", "(not yet effective)")
        .doesNotContain("--apiserver-count");
  }

  /// Those of kube-apiserver 1.36, and ours.
  private static List<String> sections() {
    return List.of(
            "Pilothouse",
            "Generic",
            "Etcd",
            "Secure serving",
            "Auditing",
            "Features",
            "Authentication",
            "Authorization",
            "API enablement",
            "Egress selector",
            "Admission",
            "Metrics",
            "Logs",
            "Traces",
            "Misc",
            "Global")
        .stream()
        .map(name -> "\n" + name + " flags:\n")
        .toList();
  }

  @Test
  void theVersionIsThatOfKubernetes() {
    assertThat(printed("--version")).isEqualTo("Kubernetes v1.36.3\n");
    assertThat(printed("--version=raw")).contains("Pilothouse");
  }
}
