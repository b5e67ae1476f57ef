package pilothouse.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
import pilothouse.api.json.JsonReader;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.BuiltinDocs;
import pilothouse.builtins.BuiltinTypes;
import pilothouse.builtins.Builtins;
import pilothouse.builtins.Strategies;
import pilothouse.builtins.bootstrap.MasterLeases;
import pilothouse.builtins.bootstrap.PeerLeases;
import pilothouse.registry.Metadata;
import pilothouse.registry.ResourceDefinition;
import pilothouse.storage.cache.StoredForm;
import pilothouse.storage.embedded.EmbeddedStore;

/// What kube-apiserver 1.36.3 has in etcd: every key of a fresh cluster, and of objects of every kind with what is served of
/// them. We keep the same under the same keys.
final class StoredValuesTest {
  private static final TypeLibrary TYPES = BuiltinTypes.read();
  private static final List<ResourceDefinition> DEFINITIONS =
      Builtins.definitions(
          kind ->
              TYPES
                  .type(kind)
                  .orElseGet(() -> new StructType(kind.toString(), List.of(), false, true)),
          Strategies.with(Map.of()),
          new BuiltinDocs()::description);
  private static final BuiltinForms FORMS = new BuiltinForms(DEFINITIONS, TYPES, true, true);

  private record Recorded(String key, Bytes value, Node served) {
    ResourceDefinition definition() {
      return DEFINITIONS.stream()
          .filter(d -> d.storage().isPresent())
          .filter(d -> key.startsWith("/registry/" + d.storage().get().prefix() + "/"))
          .max(Comparator.comparing(d -> d.storage().get().prefix().length()))
          .orElseThrow(() -> new AssertionError("nobody stores " + key));
    }

    StoredForm form() {
      var spec = definition().storage().orElseThrow();
      var resource = new GroupResource(spec.kind().group(), definition().names().plural());
      return FORMS.of(resource, StoredForm.JSON);
    }

    /// What we write of what we read.
    Bytes written() {
      return form().toStored(key, form().toJson(key, value));
    }

    ObjectNode tree() {
      return JsonReader.tree(form().toJson(key, value).unsafeArray()).object();
    }
  }

  private static List<Recorded> recorded(String name) throws IOException {
    return lines(name).stream()
        // Not objects of the API: leases of servers, and the ports that are taken.
        .filter(r -> !r.key().matches("/registry/(masterleases|peerserverleases|ranges)/.*"))
        .toList();
  }

  private static List<Recorded> lines(String name) throws IOException {
    var resource = StoredValuesTest.class.getResourceAsStream("/oracle/etcd/" + name + ".jsonl.gz");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> JsonReader.tree(Bytes.utf8(line).unsafeArray()))
          .map(line ->
              new Recorded(
                  line.get("key").text(),
                  Bytes.wrap(Base64.getDecoder().decode(line.get("value").text())),
                  line.get("served")))
          .toList();
    }
  }

  private static List<Recorded> all() throws IOException {
    return Stream.concat(recorded("fresh-cluster").stream(), recorded("objects").stream()).toList();
  }

  @Test
  void whatServersKeepForEachOtherIsWhatIsRecorded() throws IOException {
    var identity = "apiserver-wlv32tlttr4jl3gtroqexyxapa";
    try (var store = EmbeddedStore.inMemory()) {
      var addresses = new MasterLeases(store, "/registry/masterleases/");
      new PeerLeases(store, "/registry/peerserverleases/", identity, 23443, addresses)
          .renew("192.0.2.10");
      var recorded =
          lines("fresh-cluster").stream()
              .filter(r -> r.key().matches("/registry/(masterleases|peerserverleases)/.*"))
              .toList();
      assertThat(recorded)
          .hasSize(2)
          .allSatisfy(
              r -> assertThat(store.get(r.key()).orElseThrow().value()).isEqualTo(r.value()));
    }
  }

  @Test
  void everyKeyIsWhereWeLookForIt() throws IOException {
    assertThat(all())
        .hasSizeGreaterThan(300)
        .allSatisfy(r -> {
          var definition = r.definition();
          var spec = definition.storage().orElseThrow();
          var metadata = r.tree();
          var namespace = definition.namespaced() ? Metadata.namespace(metadata) + "/" : "";
          assertThat(r.key())
              .isEqualTo("/registry/" + spec.prefix() + "/" + namespace + Metadata.name(metadata));
        });
  }

  @Test
  void everyValueIsOfTheVersionThatWeStore() throws IOException {
    assertThat(all())
        .allSatisfy(r -> {
          var kind = r.definition().storage().orElseThrow().kind();
          assertThat(r.tree().get("apiVersion").text()).isEqualTo(kind.apiVersion());
          assertThat(r.tree().get("kind").text()).isEqualTo(kind.kind());
          assertThat(r.form().isStale(r.value())).isFalse();
        });
  }

  @Test
  void whatWeWriteOfAnObjectAreTheSameBytes() throws IOException {
    var protobuf = all().stream().filter(r -> Envelope.matches(r.value().unsafeArray())).toList();
    assertThat(protobuf).hasSizeGreaterThan(280);
    var others = protobuf.stream().filter(r -> !r.written().equals(r.value())).toList();
    // Raw JSON that was sent with spaces, which upstream keeps; and defaults that upstream fills in
    // only when it reads.
    assertThat(others).hasSizeLessThan(14);
    for (var r : others)
      assertThat(new Recorded(r.key(), r.written(), r.served()).tree()).isEqualTo(r.tree());
  }

  @Test
  void whatWeReadIsWhatIsServed() throws IOException {
    var samples =
        recorded("objects").stream()
            .filter(r -> r.served().get("apiVersion").equals(r.tree().get("apiVersion")))
            // A controller added a condition between the two recordings.
            .filter(r -> !r.key().startsWith("/registry/flowschemas/"))
            .toList();
    assertThat(samples).hasSizeGreaterThan(140);
    assertThat(samples.stream().filter(r -> !isServedAlike(r)).map(Recorded::key)).isEmpty();
  }

  private static boolean isServedAlike(Recorded r) {
    var served = Metadata.without(r.served().object(), Metadata.RESOURCE_VERSION);
    return r.tree().equals(served);
  }
}
