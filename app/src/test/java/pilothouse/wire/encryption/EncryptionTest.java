package pilothouse.wire.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.encryption.FakeKeyService;
import pilothouse.wire.ServerUnderTest;

/// Secrets at rest, through whole servers that follow each other on one folder.
class EncryptionTest {
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir Path data;
  @TempDir Path etc;

  @Test
  void keysAreBroughtInRotatedAndMissed() throws Exception {
    String version = served(null, client -> create(client).getMetadata().getResourceVersion());
    assertThat(disk()).contains(encoded());

    Path first = config(key("one", 'a') + "  - identity: {}\n");
    String written =
        served(
            first,
            client -> {
              assertThat(password(client)).isEqualTo(PASSWORD);
              return touch(client).getMetadata().getResourceVersion();
            });
    // Nothing changed but the key that it is stored with.
    assertThat(Long.parseLong(written)).isGreaterThan(Long.parseLong(version));

    Path rotated = config(key("two", 'b') + key("one", 'a'));
    served(
        rotated,
        client -> {
          assertThat(password(client)).isEqualTo(PASSWORD);
          return touch(client);
        });

    Path without = config(key("one", 'a'));
    served(
        without,
        client -> {
          assertThatThrownBy(() -> password(client))
              .hasMessageContaining(
                  "Internal error occurred: no matching key was found for the provided AES transformer");
          assertThatThrownBy(() -> client.secrets().inNamespace("default").list())
              .hasMessageContaining(
                  "Internal error occurred: unable to transform key \"/registry/secrets/default/a\": no matching key");
          assertThat(client.configMaps().inNamespace("kube-system").list().getItems()).isNotEmpty();
          return "";
        });
  }

  @Test
  void theRawStoreShowsNothingOfASecret() throws Exception {
    served(config(key("one", 'a')), client -> create(client));
    assertThat(disk()).contains("k8s:enc:aesgcm:v1:one:").doesNotContain(encoded(), PASSWORD);
  }

  @Test
  void aFileWithMistakesStopsTheStartAndShowsNoKey() throws Exception {
    Path wrong =
        Files.writeString(
            etc.resolve("wrong.yaml"),
            head() + "  - aesgcm: {keys: [{name: a, secret: c2hvcnQ=}]}\n");
    assertThatThrownBy(() -> served(wrong, client -> ""))
        .hasMessageContaining(
            "resources[0].providers[0].aesgcm.keys[0].secret: Invalid value: \"REDACTED\"")
        .hasMessageNotContaining("c2hvcnQ=");
  }

  @Test
  void aKeyServiceIsSeenInHealthAndMetricsAndNeverInTheRawStore() throws Exception {
    Path socket = etc.resolve("kms.sock");
    Path config =
        config(
            "  - kms: {apiVersion: v2, name: mine, timeout: 60s, endpoint: 'unix://%s'}\n"
                .formatted(socket));
    try (var service = new FakeKeyService(socket)) {
      service.healthz = "tired";
      served(
          config,
          client -> {
            assertThatThrownBy(() -> client.raw("/readyz/kms-providers"))
                .isInstanceOf(KubernetesClientException.class);
            assertThatThrownBy(() -> client.raw("/livez/kms-providers"))
                .isInstanceOf(KubernetesClientException.class);
            service.healthz = "ok";
            awaitHealth(client);
            assertThat(client.raw("/healthz/kms-providers")).isEqualTo("ok");
            create(client);
            assertThat(password(client)).isEqualTo(PASSWORD);
            return checkMetrics(client.raw("/metrics"));
          });
    }
    assertThat(disk()).contains("k8s:enc:kms:v2:mine:").doesNotContain(encoded(), PASSWORD);
  }

  /// A bad answer of the service counts for three seconds.
  private static void awaitHealth(KubernetesClient client) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        assertThat(client.raw("/readyz/kms-providers")).isEqualTo("ok");
        return;
      } catch (KubernetesClientException e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(deadline);
      }
    }
  }

  private static String checkMetrics(String metrics) {
    String key =
        "key_id_hash=\"sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b\"";
    assertThat(metrics)
        .contains(
            "apiserver_encryption_config_controller_last_config_info{apiserver_id_hash=\"sha256:")
        .containsPattern(
            "apiserver_envelope_encryption_key_id_hash_total\\{.*" + key + ".*to_storage\"} 1")
        .containsPattern(
            "apiserver_envelope_encryption_key_id_hash_status_last_timestamp_seconds\\{.*" + key)
        .contains(
            "apiserver_envelope_encryption_kms_operations_latency_seconds_count{grpc_status_code=\"OK\",method_name=\"/v2.KeyManagementService/Encrypt\",provider_name=\"mine\"} 1")
        .contains("apiserver_envelope_encryption_dek_source_cache_size{provider_name=\"mine\"} 1")
        .contains("apiserver_envelope_encryption_dek_cache_fill_percent 0")
        .contains(
            "apiserver_storage_transformation_operations_total{resource=\"secrets\",status=\"OK\",transformation_type=\"to_storage\",transformer_prefix=\"k8s:enc:kms:v2:mine:\"} 1")
        .contains("apiserver_storage_size_bytes{storage_cluster_id=\"etcd-0\"}");
    return metrics;
  }

  private <T> T served(Path config, Function<KubernetesClient, T> use) throws IOException {
    String[] flags =
        config == null ? new String[0] : new String[] {"--encryption-provider-config=" + config};
    try (var server = ServerUnderTest.on(data, flags);
        var client = client(server)) {
      return use.apply(client);
    }
  }

  private static KubernetesClient client(ServerUnderTest server) throws IOException {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    // What fails here is meant to.
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(60_000);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static Secret create(KubernetesClient client) {
    return client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("a")
                .withNamespace("default")
                .endMetadata()
                .withStringData(Map.of("password", PASSWORD))
                .build())
        .create();
  }

  /// Writes it back as it is.
  private static Secret touch(KubernetesClient client) {
    var found = client.secrets().inNamespace("default").withName("a").get();
    return client.resource(found).update();
  }

  private static String password(KubernetesClient client) {
    var data = client.secrets().inNamespace("default").withName("a").require().getData();
    return new String(Base64.getDecoder().decode(data.get("password")), StandardCharsets.UTF_8);
  }

  private static String encoded() {
    return Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));
  }

  private String disk() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.walk(data.resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  private Path config(String providers) throws IOException {
    return Files.writeString(etc.resolve("config.yaml"), head() + providers);
  }

  private static String head() {
    return "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers:\n";
  }

  private static String key(String name, char secret) {
    String text =
        Base64.getEncoder()
            .encodeToString(String.valueOf(secret).repeat(32).getBytes(StandardCharsets.US_ASCII));
    return "  - aesgcm: {keys: [{name: " + name + ", secret: " + text + "}]}\n";
  }
}
