package pilothouse.wire.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.wire.ServerUnderTest;

/// A cluster that kube-apiserver 1.36.3 has left in etcd, and that a server takes over.
final class TakenOverTest {
  @TempDir private Path folder;

  @Test
  void everyObjectIsServedAsBefore() throws Exception {
    try (var etcd = EtcdProcess.start(folder.resolve("etcd"))) {
      List<RecordedCluster.Recorded> objects;
      try (var store = etcd.open()) {
        RecordedCluster.load("fresh-cluster", store);
        objects = RecordedCluster.load("objects", store);
      }
      try (var server = server(etcd);
          var client = client(server)) {
        assertThat(objects).hasSizeGreaterThan(150);
        assertThat(
                objects.stream()
                    .filter(object -> !isServed(object, client))
                    .map(RecordedCluster.Recorded::path))
            .isEmpty();
        writeGoesOn(client);
      }
    }
  }

  private ServerUnderTest server(EtcdProcess etcd) throws IOException {
    return ServerUnderTest.on(
        Files.createDirectories(folder.resolve("data")),
        "--etcd-servers=" + etcd.url(),
        "--advertise-address=192.0.2.10",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--disable-admission-plugins=ServiceAccount");
  }

  private static KubernetesClient client(ServerUnderTest server) throws IOException {
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static boolean isServed(RecordedCluster.Recorded recorded, KubernetesClient client) {
    var answer = JsonReader.tree(Bytes.utf8(client.raw(recorded.path())).unsafeArray());
    return bare(answer).equals(bare(recorded.served()));
  }

  private static ObjectNode bare(Node object) {
    var metadata = object.get("metadata").object().without("resourceVersion");
    return object.object().with("metadata", metadata);
  }

  private static void writeGoesOn(KubernetesClient client) {
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("new")
            .withNamespace("default")
            .endMetadata()
            .addToData("a", "b")
            .build();
    assertThat(client.resource(map).create().getMetadata().getResourceVersion()).isNotEmpty();
    assertThat(client.services().inNamespace("dump").list().getItems()).isNotEmpty();
    assertThat(client.pods().inNamespace("dump").withName("gated").delete()).isNotEmpty();
  }
}
