package pilothouse.wire.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

@ExtendWith(SharedServer.class)
final class Fabric8Test {
  private KubernetesClient client;

  @BeforeEach
  void connect(ServerUnderTest server) throws Exception {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private String namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  private static ConfigMap configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withData(Map.of("key", value))
        .build();
  }

  @Test
  void anObjectIsCreatedReadEditedAndDeleted() {
    var maps = client.configMaps().inNamespace(namespace("fabric8-crud"));
    var created = maps.resource(configMap("a", "1")).create();
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    maps.withName("a").edit(m -> new ConfigMapBuilder(m).addToData("key", "2").build());
    assertThat(maps.withName("a").get().getData()).containsEntry("key", "2");
    maps.withName("a").delete();
    assertThat(maps.withName("a").get()).isNull();
  }

  @Test
  void aSecondCreateOfANameConflicts() {
    var maps = client.configMaps().inNamespace(namespace("fabric8-conflict"));
    maps.resource(configMap("a", "1")).create();
    assertThatThrownBy(() -> maps.resource(configMap("a", "1")).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists"));
  }

  @Test
  void aStaleReplaceIsRefused() {
    var maps = client.configMaps().inNamespace(namespace("fabric8-stale"));
    var first = maps.resource(configMap("a", "1")).create();
    maps.withName("a").edit(m -> new ConfigMapBuilder(m).addToData("key", "2").build());
    assertThatThrownBy(
            () -> maps.resource(new ConfigMapBuilder(first).addToData("key", "3").build()).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void anInformerSeesWhatHappens() throws Exception {
    String namespace = namespace("fabric8-informer");
    var maps = client.configMaps().inNamespace(namespace);
    maps.resource(configMap("before", "1")).create();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (var informer =
        maps.inform(
            new ResourceEventHandler<ConfigMap>() {
              @Override
              public void onAdd(ConfigMap added) {
                seen.add("add " + added.getMetadata().getName());
              }

              @Override
              public void onUpdate(ConfigMap old, ConfigMap updated) {
                seen.add("update " + updated.getMetadata().getName());
              }

              @Override
              public void onDelete(ConfigMap deleted, boolean unknown) {
                seen.add("delete " + deleted.getMetadata().getName());
              }
            })) {
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("add before");
      maps.resource(configMap("after", "1")).create();
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("add after");
      maps.withName("after").edit(m -> new ConfigMapBuilder(m).addToData("key", "2").build());
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("update after");
      maps.withName("before").delete();
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("delete before");
      assertThat(informer.getStore().list()).hasSize(1);
    }
  }

  @Test
  void aDeploymentGetsItsDefaults() {
    String namespace = namespace("fabric8-deployment");
    var created =
        client
            .apps()
            .deployments()
            .inNamespace(namespace)
            .resource(
                new DeploymentBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .endMetadata()
                    .withNewSpec()
                    .withNewSelector()
                    .addToMatchLabels("app", "web")
                    .endSelector()
                    .withNewTemplate()
                    .withNewMetadata()
                    .addToLabels("app", "web")
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("nginx")
                    .withImage("nginx")
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build())
            .create();
    assertThat(created.getSpec().getReplicas()).isEqualTo(1);
    assertThat(created.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(created.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Always");
    assertThat(
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .scale(4)
                .getSpec()
                .getReplicas())
        .isEqualTo(4);
  }
}
