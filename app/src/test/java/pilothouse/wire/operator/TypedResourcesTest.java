package pilothouse.wire.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Custom resources through the typed client and the informers of fabric8.
@ExtendWith(SharedServer.class)
final class TypedResourcesTest {
  private KubernetesClient client;

  @BeforeEach
  void connect(ServerUnderTest server) throws Exception {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    client = new KubernetesClientBuilder().withConfig(config).build();
    Tank.define(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private NonNamespaceOperation<Tank, KubernetesResourceList<Tank>, Resource<Tank>> tanks(
      String namespace) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    return client.resources(Tank.class).inNamespace(namespace);
  }

  @Test
  void aTypedResourceIsCreatedReadEditedListedAndDeleted() {
    var tanks = tanks("typed-crud");
    Tank created = tanks.resource(Tank.of("a", 9_007_199_254_740_993L)).create();
    assertThat(created.getSpec().litres).isEqualTo(9_007_199_254_740_993L);
    assertThat(created.getSpec().fluid).isEqualTo("water");
    assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
    tanks
        .withName("a")
        .edit(tank -> {
          tank.getSpec().litres = 5;
          return tank;
        });
    assertThat(tanks.withName("a").get().getSpec().litres).isEqualTo(5);
    assertThat(tanks.withName("a").get().getMetadata().getGeneration()).isEqualTo(2);
    tanks.resource(Tank.of("b", 1)).create();
    assertThat(tanks.list().getItems()).hasSize(2);
    tanks.withName("a").delete();
    assertThat(tanks.withName("a").get()).isNull();
    assertThat(tanks.list().getItems()).hasSize(1);
  }

  @Test
  void theStatusIsWrittenByItselfAlone() {
    var tanks = tanks("typed-status");
    Tank tank = tanks.resource(Tank.of("a", 3)).create();
    tank.setStatus(new Tank.Status());
    tank.getStatus().litres = 2L;
    tank.getSpec().litres = 100;
    Tank updated = tanks.resource(tank).updateStatus();
    assertThat(updated.getStatus().litres).isEqualTo(2);
    assertThat(updated.getSpec().litres).isEqualTo(3);
    assertThat(updated.getMetadata().getGeneration()).isEqualTo(1);
    updated.getStatus().litres = 50L;
    updated.getSpec().litres = 4;
    Tank replaced = tanks.resource(updated).update();
    assertThat(replaced.getStatus().litres).isEqualTo(2);
    assertThat(replaced.getSpec().litres).isEqualTo(4);
  }

  @Test
  void aStaleWriteConflicts() {
    var tanks = tanks("typed-conflict");
    Tank first = tanks.resource(Tank.of("a", 3)).create();
    tanks
        .withName("a")
        .edit(tank -> {
          tank.getSpec().litres = 5;
          return tank;
        });
    first.getSpec().litres = 7;
    assertThatThrownBy(() -> tanks.resource(first).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getStatus().getReason()).isEqualTo("Conflict"));
    assertThat(tanks.withName("a").get().getSpec().litres).isEqualTo(5);
  }

  @Test
  void aWrongValueIsRefusedWithItsPlace() {
    var tanks = tanks("typed-invalid");
    assertThatThrownBy(() -> tanks.resource(Tank.of("a", -1)).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(422);
              assertThat(e.getStatus().getDetails().getCauses())
                  .singleElement()
                  .satisfies(cause -> assertThat(cause.getField()).isEqualTo("spec.litres"));
            });
  }

  @Test
  void twoAppliersOwnWhatEachSaid() {
    var tanks = tanks("typed-apply");
    tanks.resource(Tank.of("a", 3)).fieldManager("one").serverSideApply();
    assertThatThrownBy(() -> tanks.resource(Tank.of("a", 4)).fieldManager("two").serverSideApply())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    Tank forced =
        tanks.resource(Tank.of("a", 4)).fieldManager("two").forceConflicts().serverSideApply();
    assertThat(forced.getSpec().litres).isEqualTo(4);
  }

  @Test
  void anInformerSeesAddsUpdatesAndDeletes() throws Exception {
    var tanks = tanks("typed-informer");
    tanks.resource(Tank.of("before", 1)).create();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (var informer = tanks.inform(new Told(seen))) {
      assertThat(next(seen)).isEqualTo("add before 1");
      tanks.resource(Tank.of("after", 1)).create();
      assertThat(next(seen)).isEqualTo("add after 1");
      tanks
          .withName("after")
          .edit(tank -> {
            tank.getSpec().litres = 2;
            return tank;
          });
      assertThat(next(seen)).isEqualTo("update after 1 2");
      tanks.withName("before").delete();
      assertThat(next(seen)).isEqualTo("delete before");
      assertThat(informer.getStore().list()).hasSize(1);
    }
  }

  private static String next(BlockingQueue<String> seen) throws InterruptedException {
    return seen.poll(5, TimeUnit.MINUTES);
  }

  private record Told(BlockingQueue<String> seen) implements ResourceEventHandler<Tank> {
    @Override
    public void onAdd(Tank added) {
      seen.add("add " + added.getMetadata().getName() + " " + added.getSpec().litres);
    }

    @Override
    public void onUpdate(Tank old, Tank updated) {
      String name = updated.getMetadata().getName();
      seen.add("update " + name + " " + old.getSpec().litres + " " + updated.getSpec().litres);
    }

    @Override
    public void onDelete(Tank deleted, boolean unknown) {
      seen.add("delete " + deleted.getMetadata().getName());
    }
  }
}
