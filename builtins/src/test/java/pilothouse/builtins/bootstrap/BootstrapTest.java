package pilothouse.builtins.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pilothouse.api.GroupResource;
import pilothouse.api.json.JsonReader;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.Builtins;
import pilothouse.builtins.ClusterObjects;
import pilothouse.builtins.FieldStamp;
import pilothouse.builtins.Strategies;
import pilothouse.builtins.table.FieldDocs;
import pilothouse.registry.Metadata;
import pilothouse.storage.Store;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// A fresh cluster against the objects of a fresh kube-apiserver 1.36.
class BootstrapTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final BootstrapSettings SETTINGS =
      new BootstrapSettings(
          List.of("10.0.0.0/24"),
          "192.0.2.10",
          18443,
          "vm",
          "CA",
          new BootstrapSettings.FrontProxy(
              "CA",
              List.of("front-proxy"),
              List.of("X-Remote-User"),
              List.of(),
              List.of("X-Remote-Group"),
              List.of("X-Remote-Extra-")));

  static Stream<ObjectNode> expected() throws IOException {
    var in =
        Objects.requireNonNull(BootstrapTest.class.getResourceAsStream("fresh-cluster.jsonl.gz"));
    try (var unzipped = new GZIPInputStream(in)) {
      return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8)
          .replace("<time>", NOW.toString())
          .lines()
          .map(line -> JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)).object());
    }
  }

  @ParameterizedTest
  @MethodSource("expected")
  void everySeedIsAsUpstreamHasIt(ObjectNode expected) {
    var seed =
        new Seeds(SETTINGS, NOW)
            .all().stream()
                .filter(s -> s.get("kind").equals(expected.get("kind")))
                .filter(s -> Metadata.name(s).equals(Metadata.name(expected)))
                .filter(s -> Metadata.namespace(s).equals(Metadata.namespace(expected)))
                .findFirst()
                .map(s -> Metadata.without(s, Metadata.MANAGED_FIELDS));
    assertThat(seed).contains(expected);
  }

  @Test
  void nothingElseIsSeeded() throws IOException {
    assertThat(new Seeds(SETTINGS, NOW).all()).hasSize((int) expected().count());
  }

  @Test
  void theIdentityDependsOnTheHostAlone() {
    assertThat(Identity.of("vm")).isEqualTo("apiserver-wlv32tlttr4jl3gtroqexyxapa");
  }

  @Test
  void aSecondStartFindsEverythingAndWritesTheLeaseOnly() throws InterruptedException {
    try (var store = EmbeddedStore.inMemory()) {
      var objects = objects(store);
      new Bootstrap(objects, SETTINGS).run();
      assertThat(objects.list(new GroupResource("rbac.authorization.k8s.io", "clusterroles")))
          .hasSize(69);
      Node role =
          objects
              .get(new GroupResource("rbac.authorization.k8s.io", "clusterroles"), "", "view")
              .orElseThrow();
      assertThat(role.at("metadata", "uid").text()).hasSize(36);
      long before = store.revision();
      new Bootstrap(objects, SETTINGS).run();
      assertThat(store.revision()).isEqualTo(before + 1);
    }
  }

  @Test
  void aDeletedNamespaceComesBack() throws InterruptedException {
    try (var store = EmbeddedStore.inMemory()) {
      var objects = objects(store);
      var bootstrap = new Bootstrap(objects, SETTINGS);
      bootstrap.run();
      var namespaces = new GroupResource("", "namespaces");
      objects.delete(namespaces, "", "kube-public");
      bootstrap.keep();
      assertThat(objects.has(namespaces, "", "kube-public")).isTrue();
    }
  }

  @Test
  void aStatusBelongsToThePartOfTheServerThatTellsIt() {
    ObjectNode cidr =
        new Seeds(SETTINGS, NOW)
            .all().stream()
                .filter(seed -> seed.get("kind").text().equals("ServiceCIDR"))
                .findFirst()
                .orElseThrow();
    ObjectNode entry = Metadata.get(cidr, Metadata.MANAGED_FIELDS).items().getFirst().object();
    assertThat(entry.get("manager").text()).isEqualTo("kubernetes-service-cidr-controller");
    assertThat(entry.get("fieldsV1").toString())
        .isEqualTo(
            "{\"f:status\":{\"f:conditions\":{\"k:{\\\"type\\\":\\\"Ready\\\"}\":{\".\":{},"
                + "\"f:lastTransitionTime\":{},\"f:message\":{},\"f:status\":{},\"f:type\":{}}}}}");
  }

  @Test
  void ofWhatIsNotServedNothingIsCreated() throws InterruptedException {
    try (var store = EmbeddedStore.inMemory()) {
      var objects = objects(store);
      new Bootstrap(
              objects,
              SETTINGS,
              Presence.alone(SETTINGS.advertiseAddress()),
              version -> !version.group().startsWith("flowcontrol."))
          .run();
      var group = "flowcontrol.apiserver.k8s.io";
      assertThat(objects.list(new GroupResource(group, "flowschemas"))).isEmpty();
      var services = new GroupResource("apiregistration.k8s.io", "apiservices");
      assertThat(objects.has(services, "", "v1." + group)).isFalse();
      assertThat(objects.has(services, "", "v1.apps")).isTrue();
    }
  }

  private static ClusterObjects objects(Store store) {
    var storages = new HashMap<GroupResource, ObjectStorage>();
    var definitions =
        Builtins.definitions(
            kind -> new StructType(kind.kind(), List.of(), false, true),
            new Strategies(Map.of()),
            FieldDocs.NONE);
    for (var definition : definitions)
      definition
          .storage()
          .ifPresent(spec -> {
            var resource =
                new StoredResource("/registry/" + spec.prefix() + "/", definition.namespaced());
            storages.put(
                definition.groupResource(),
                new ObjectStorage(store, resource, WindowLimits.DEFAULT));
          });
    return new ClusterObjects(
        resource -> Objects.requireNonNull(storages.get(resource)),
        FieldStamp.NONE,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
