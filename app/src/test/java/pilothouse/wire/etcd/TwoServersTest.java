package pilothouse.wire.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.wire.ServerUnderTest;

/// Two servers on one etcd.
final class TwoServersTest {
  @TempDir private Path folder;
  private EtcdProcess etcd;
  private ServerUnderTest one;
  private ServerUnderTest two;
  private KubernetesClient first;
  private KubernetesClient second;

  @BeforeEach
  void start() throws Exception {
    etcd = EtcdProcess.start(folder.resolve("etcd"));
    one = server("192.0.2.10");
    two = server("192.0.2.11");
    first = client(one);
    second = client(two);
  }

  private ServerUnderTest server(String address) throws IOException {
    return ServerUnderTest.on(
        Files.createDirectories(folder.resolve(address)),
        "--etcd-servers=" + etcd.url(),
        "--advertise-address=" + address,
        "--service-node-port-range=30000-30019",
        "--etcd-healthcheck-timeout=500ms",
        "--etcd-readycheck-timeout=500ms");
  }

  private static KubernetesClient client(ServerUnderTest server) throws IOException {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(120_000);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void stop() throws Exception {
    etcd.resume();
    first.close();
    second.close();
    one.close();
    two.close();
    etcd.close();
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  @Test
  void whatOneStoresTheOtherServesAtOnceUnderTheSameRevision() {
    for (int i = 0; i < 20; i++) {
      var stored = first.resource(map("m" + i)).create();
      var seen = second.configMaps().inNamespace("default").withName("m" + i).get();
      assertThat(seen).isEqualTo(stored);
      assertThat(second.configMaps().inNamespace("default").list().getItems()).contains(stored);
    }
  }

  @Test
  void noPortAndNoAddressIsGivenTwice() throws Exception {
    var calls = new ArrayList<Callable<Service>>();
    for (int i = 0; i < 16; i++) {
      var client = i % 2 == 0 ? first : second;
      var service =
          new ServiceBuilder()
              .withNewMetadata()
              .withName("s" + i)
              .withNamespace("default")
              .endMetadata()
              .withNewSpec()
              .withType("NodePort")
              .addNewPort()
              .withPort(80)
              .endPort()
              .endSpec()
              .build();
      calls.add(() -> client.resource(service).create());
    }
    var services = new ArrayList<Service>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Service> answer : threads.invokeAll(calls)) services.add(answer.get());
    }
    assertThat(services.stream().map(s -> s.getSpec().getPorts().getFirst().getNodePort()))
        .doesNotHaveDuplicates();
    assertThat(services.stream().map(s -> s.getSpec().getClusterIP())).doesNotHaveDuplicates();
    services.forEach(service -> first.resource(service).delete());
  }

  @Test
  void theServiceOfTheApiHasTheAddressesOfAllServersThatLive() throws Exception {
    // A server that is held up for so long that its lease ends comes back with the next one.
    Soon.holds(() -> assertThat(addresses(first)).containsExactly("192.0.2.10", "192.0.2.11"));
    two.close();
    Soon.holds(() -> assertThat(addresses(first)).containsExactly("192.0.2.10"));
    two = server("192.0.2.11");
    Soon.holds(() -> assertThat(addresses(first)).containsExactly("192.0.2.10", "192.0.2.11"));
  }

  private static List<String> addresses(KubernetesClient client) {
    return client
        .endpoints()
        .inNamespace("default")
        .withName("kubernetes")
        .get()
        .getSubsets()
        .getFirst()
        .getAddresses()
        .stream()
        .map(address -> address.getIp())
        .toList();
  }

  @Test
  void aDefinitionThatOneServerAcceptedIsServedByTheOtherAtOnce() {
    var definitions = first.apiextensions().v1().customResourceDefinitions();
    definitions.load(new ByteArrayInputStream(PANDAS.getBytes(StandardCharsets.UTF_8))).create();
    definitions
        .withName("pandas.bears.example")
        .waitUntilCondition(TwoServersTest::isEstablished, 5, TimeUnit.MINUTES);
    var panda = panda("one");
    // The client asks discovery what pandas are: that knows them as well.
    second.resource(panda).create();
    assertThat(
            first
                .genericKubernetesResources("bears.example/v1", "Panda")
                .inNamespace("default")
                .withName("one")
                .get())
        .isNotNull();
    assertThat(second.raw("/apis/bears.example/v1")).contains("\"pandas\"");
    definitions.withName("pandas.bears.example").delete();
  }

  private static GenericKubernetesResource panda(String name) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("bears.example/v1")
        .withKind("Panda")
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  private static boolean isEstablished(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static final String PANDAS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: pandas.bears.example}
      spec:
        group: bears.example
        scope: Namespaced
        names: {plural: pandas, singular: panda, kind: Panda}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  @Test
  void anEtcdThatIsAwayIsToldAsAStatusAndInHealthAndComesBack() throws Exception {
    first.resource(map("before")).create();
    etcd.pause();
    assertThatThrownBy(() -> first.raw("/readyz")).isInstanceOf(KubernetesClientException.class);
    assertThatThrownBy(() -> first.resource(map("during")).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isIn(503, 504));
    etcd.resume();
    Soon.holds(() ->
        assertThat(second.configMaps().inNamespace("default").withName("before").get())
            .isNotNull());
    Soon.holds(() -> assertThat(first.raw("/readyz")).isEqualTo("ok"));
  }
}
