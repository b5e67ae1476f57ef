package pilothouse.wire.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Range;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.wire.ServerUnderTest;

/// A server whose events lie in an etcd of their own.
final class OverridesTest {
  @TempDir private Path folder;

  @Test
  void whatHasAnEtcdOfItsOwnLiesThereAloneAndIsMissedAlone() throws Exception {
    try (var main = EtcdProcess.start(folder.resolve("main"));
        var own = EtcdProcess.start(folder.resolve("own"));
        var server =
            ServerUnderTest.on(
                Files.createDirectories(folder.resolve("server")),
                "--etcd-servers=" + main.url(),
                "--etcd-servers-overrides=/events#" + own.url(),
                "--etcd-healthcheck-timeout=30s",
                "--etcd-readycheck-timeout=2s");
        var client = client(server)) {
      client.resource(event("one")).create();
      client.resource(map("one")).create();
      assertThat(keys(own)).contains("/registry/events/default/one");
      assertThat(keys(main))
          .contains("/registry/configmaps/default/one")
          .doesNotContain("/registry/events/default/one");
      Soon.holds(() ->
          assertThat(client.raw("/readyz?verbose"))
              .contains("[+]etcd-override-0 ok", "[+]etcd-override-readiness-0 ok"));
      assertThat(client.raw("/metrics")).contains("storage_cluster_id=\"etcd-1\"");
      own.kill();
      assertThatThrownBy(() -> client.raw("/readyz/etcd-override-readiness-0"))
          .isInstanceOf(KubernetesClientException.class);
      assertThatThrownBy(() -> client.resource(event("two")).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isIn(503, 504));
      client.resource(map("two")).create();
      Soon.holds(() -> assertThat(client.raw("/readyz/etcd")).isEqualTo("ok"));
    }
  }

  private static java.util.List<String> keys(EtcdProcess etcd) {
    try (var store = etcd.open()) {
      return store.range(Range.of("/registry/")).items().stream().map(item -> item.key()).toList();
    }
  }

  private static KubernetesClient client(ServerUnderTest server) throws IOException {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(60_000);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static Event event(String name) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withReportingController("test.example/one")
        .withReportingInstance("one")
        .withAction("Test")
        .withReason("Test")
        .withType("Normal")
        .withNewEventTime("2026-01-01T00:00:00.000000Z")
        .build();
  }

  private static io.fabric8.kubernetes.api.model.ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .build();
  }
}
