package pilothouse.wire.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.Expectation;
import pilothouse.storage.Store;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.wire.ServerUnderTest;

/// A cluster that kube-apiserver 1.36.3 has left in etcd, and that a server takes over.
final class TakenOverTest {
  private record Recorded(String path, Node served) {}

  @TempDir private Path folder;

  @Test
  void everyObjectIsServedAsBefore() throws Exception {
    try (var etcd = EtcdProcess.start(folder.resolve("etcd"))) {
      List<Recorded> objects;
      try (var store = etcd.open()) {
        load("fresh-cluster", store);
        objects = load("objects", store);
      }
      try (var server = server(etcd);
          var client = client(server)) {
        assertThat(objects).hasSizeGreaterThan(150);
        assertThat(objects.stream().filter(object -> !isServed(object, client)).map(Recorded::path))
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

  private static List<Recorded> load(String name, Store store) throws IOException {
    var objects = new ArrayList<Recorded>();
    var resource = TakenOverTest.class.getResourceAsStream("/oracle/etcd/" + name + ".jsonl.gz");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        var row = JsonReader.tree(Bytes.utf8(line).unsafeArray());
        var value = Bytes.wrap(Base64.getDecoder().decode(row.get("value").text()));
        String key = row.get("key").text();
        // The servers that live: the one that wrote this does no more.
        if (key.contains("serverleases/") || key.contains("/masterleases/")) continue;
        store.put(key, value, Expectation.ANY);
        // Of flow schemas a controller changed the status between the two recordings.
        if (!row.get("get").text().isEmpty() && !key.startsWith("/registry/flowschemas/"))
          objects.add(new Recorded(row.get("get").text(), row.get("served")));
      }
    }
    return objects;
  }

  private static boolean isServed(Recorded recorded, KubernetesClient client) {
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
