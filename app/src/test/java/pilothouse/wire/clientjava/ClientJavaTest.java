package pilothouse.wire.clientjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.CallGeneratorParams;
import io.kubernetes.client.util.Config;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

@ExtendWith(SharedServer.class)
final class ClientJavaTest {
  private ApiClient client;
  private CoreV1Api core;

  @BeforeEach
  void connect(ServerUnderTest server) throws Exception {
    client = Config.fromConfig(server.kubeconfig().toString());
    client.setReadTimeout(0);
    core = new CoreV1Api(client);
  }

  private String namespace(String name) throws ApiException {
    core.createNamespace(new V1Namespace().metadata(new V1ObjectMeta().name(name))).execute();
    return name;
  }

  private static V1ConfigMap configMap(String name) {
    return new V1ConfigMap().metadata(new V1ObjectMeta().name(name)).data(Map.of("key", "1"));
  }

  @Test
  void anObjectIsCreatedReadReplacedAndDeleted() throws ApiException {
    String namespace = namespace("clientjava-crud");
    core.createNamespacedConfigMap(namespace, configMap("a")).execute();
    var read = core.readNamespacedConfigMap("a", namespace).execute();
    core.replaceNamespacedConfigMap("a", namespace, read.data(Map.of("key", "2"))).execute();
    assertThat(core.readNamespacedConfigMap("a", namespace).execute().getData())
        .containsEntry("key", "2");
    core.deleteNamespacedConfigMap("a", namespace).execute();
    assertThatThrownBy(() -> core.readNamespacedConfigMap("a", namespace).execute())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404));
  }

  @Test
  void aListIsRead() throws ApiException {
    String namespace = namespace("clientjava-list");
    for (int i = 0; i < 5; i++)
      core.createNamespacedConfigMap(namespace, configMap("map-" + i)).execute();
    var page = core.listNamespacedConfigMap(namespace).limit(2).execute();
    assertThat(page.getItems()).hasSize(2);
    assertThat(page.getMetadata().getRemainingItemCount()).isEqualTo(3);
    var rest =
        core.listNamespacedConfigMap(namespace)
            ._continue(page.getMetadata().getContinue())
            .execute();
    assertThat(rest.getItems())
        .extracting(m -> m.getMetadata().getName())
        .containsExactly("map-2", "map-3", "map-4");
  }

  @Test
  void anInformerSeesWhatHappens() throws Exception {
    String namespace = namespace("clientjava-informer");
    var factory = new SharedInformerFactory(client);
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    var informer =
        factory.sharedIndexInformerFor(
            (CallGeneratorParams p) ->
                core.listNamespacedConfigMap(namespace)
                    .resourceVersion(p.resourceVersion)
                    .timeoutSeconds(p.timeoutSeconds)
                    .watch(p.watch)
                    .buildCall(null),
            V1ConfigMap.class,
            V1ConfigMapList.class,
            Duration.ofHours(1).toMillis());
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(V1ConfigMap added) {
            seen.add("add " + added.getMetadata().getName());
          }

          @Override
          public void onUpdate(V1ConfigMap old, V1ConfigMap updated) {
            seen.add("update " + updated.getMetadata().getName());
          }

          @Override
          public void onDelete(V1ConfigMap deleted, boolean unknown) {
            seen.add("delete " + deleted.getMetadata().getName());
          }
        });
    core.createNamespacedConfigMap(namespace, configMap("before")).execute();
    factory.startAllRegisteredInformers();
    try {
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("add before");
      core.createNamespacedConfigMap(namespace, configMap("after")).execute();
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("add after");
      core.deleteNamespacedConfigMap("before", namespace).execute();
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("delete before");
    } finally {
      factory.stopAllRegisteredInformers(true);
    }
  }
}
