package pilothouse.wire.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.Operator;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// An operator made with the Java Operator SDK, as its users write one.
@ExtendWith(SharedServer.class)
final class OperatorSdkTest {
  private static final String NAMESPACE = "operated";

  private final TankReconciler reconciler = new TankReconciler();
  private KubernetesClient client;
  private Operator operator;

  @BeforeEach
  void operate(ServerUnderTest server) throws Exception {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    client = new KubernetesClientBuilder().withConfig(config).build();
    Tank.define(client);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    operator = new Operator(o -> o.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(reconciler, o -> o.settingNamespace(NAMESPACE));
    operator.start();
  }

  @AfterEach
  void stop() {
    operator.stop();
    client.close();
  }

  @Test
  void aReconcilerLooksAfterAResourceFromItsCreationToItsEnd() throws Exception {
    Resource<Tank> tank = client.resources(Tank.class).inNamespace(NAMESPACE).withName("t");
    client.resource(Tank.of("t", 3)).inNamespace(NAMESPACE).create();
    Tank filled = await(tank, t -> t.getStatus() != null && t.getStatus().litres == 3);
    assertThat(filled.getFinalizers()).containsExactly("tanks.wire.pilothouse.dev/finalizer");
    assertThat(filled.getMetadata().getManagedFields())
        .anySatisfy(entry -> {
          assertThat(entry.getManager()).isEqualTo("tank-operator");
          assertThat(entry.getOperation()).isEqualTo("Apply");
          assertThat(entry.getSubresource()).isEqualTo("status");
        });

    Resource<ConfigMap> gauge = client.configMaps().inNamespace(NAMESPACE).withName("t-gauge");
    await(gauge, g -> g.getData().get("litres").equals("3"));
    tank.edit(t -> {
      t.getSpec().litres = 5;
      return t;
    });
    Tank refilled = await(tank, t -> t.getStatus().litres == 5);
    assertThat(refilled.getStatus().seen).isEqualTo(refilled.getMetadata().getGeneration());
    await(gauge, g -> g.getData().get("litres").equals("5"));

    gauge.edit(g -> new ConfigMapBuilder(g).addToData("litres", "0").build());
    await(gauge, g -> g.getData().get("litres").equals("5"));
    assertThat(client.events().v1().events().inNamespace(NAMESPACE).list().getItems())
        .isNotEmpty()
        .allSatisfy(event -> {
          assertThat(event.getReason()).isEqualTo("Filled");
          assertThat(event.getRegarding().getUid()).isEqualTo(filled.getMetadata().getUid());
        });

    tank.delete();
    assertThat(reconciler.emptied.poll(5, TimeUnit.MINUTES)).isEqualTo("t");
    tank.waitUntilCondition(java.util.Objects::isNull, 5, TimeUnit.MINUTES);
  }

  private static <T> T await(Resource<T> resource, Predicate<T> wanted) {
    return resource.waitUntilCondition(
        found -> found != null && wanted.test(found), 5, TimeUnit.MINUTES);
  }
}
