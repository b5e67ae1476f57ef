package pilothouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.Expectation;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredForm;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// What writes mean when others write at the same time: nothing is decided on a state that is no longer there.
final class StoredRegistryTest {
  private static final GroupVersionKind KIND = new GroupVersion("", "v1").kind("Thing");
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final WriteContext CONTEXT =
      new WriteContext("default", "me", "", List.of(), Map.of(), false, NOW);

  /// Reads what begins with `1` or `2`, writes `2`.
  private static final class Versioned implements StoredForm {
    @Override
    public Bytes toStored(String key, Bytes json) {
      return Bytes.utf8("2" + json.utf8());
    }

    @Override
    public Bytes toJson(String key, Bytes stored) {
      return Bytes.utf8(stored.utf8().substring(1));
    }

    @Override
    public boolean isStale(Bytes stored) {
      return stored.utf8().startsWith("1");
    }
  }

  private final EmbeddedStore store = EmbeddedStore.inMemory();
  private final ObjectStorage storage =
      new ObjectStorage(
          store,
          new StoredResource("/registry/things/", true, List.of(), new Versioned()),
          WindowLimits.DEFAULT);
  private final StoredRegistry things = new StoredRegistry(definition(), storage, Optional.empty());

  private static ResourceDefinition definition() {
    return new ResourceDefinition(
        KIND,
        new ResourceNames("things", "thing", List.of(), List.of()),
        true,
        Set.of(),
        new StructType("Thing", List.of(), false, true),
        Optional.of(new StorageSpec("things", KIND)),
        StorageSpec.Conversion.NONE,
        List.of(),
        new TableColumns(List.of(), (_, _) -> TableColumns.Row.of(List.of())),
        new Strategy() {},
        List.of(),
        "",
        "");
  }

  @AfterEach
  void close() {
    storage.close();
    store.close();
  }

  private static ObjectNode thing(String value) {
    return ObjectNode.of("apiVersion", "v1")
        .with("kind", "Thing")
        .with("metadata", ObjectNode.of("name", "a"))
        .with("value", value);
  }

  private ObjectNode created() {
    return things.create(thing("0"), CONTEXT, WriteCheck.NONE).object();
  }

  private String value() {
    return things.tree(things.get("default", "a")).get("value").text();
  }

  private ObjectNode set(String value) {
    Change change = old -> old.orElseThrow().with("value", value);
    return things.update("a", change, CONTEXT, WriteCheck.NONE).object();
  }

  private static DeleteOptions only(String uid, String version) {
    return new DeleteOptions(
        OptionalLong.empty(),
        new Preconditions(
            Optional.of(uid).filter(text -> !text.isEmpty()),
            Optional.of(version).filter(text -> !text.isEmpty())),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void anUpdateThatMeetsAnotherIsMadeAgainOnWhatThatLeft() {
    created();
    var asked = new AtomicInteger();
    Change append =
        old -> {
          if (asked.incrementAndGet() == 1) set("1");
          return old.orElseThrow().with("value", old.get().get("value").text() + "+");
        };
    things.update("a", append, CONTEXT, WriteCheck.NONE);
    assertThat(asked).hasValue(2);
    assertThat(value()).isEqualTo("1+");
  }

  @Test
  void anUpdateOfWhatIsMissingIsNotFound() {
    assertThatThrownBy(() -> set("1")).hasMessage("things \"a\" not found");
  }

  @Test
  void anUpdateThatMeetsADeleteIsNotFound() {
    created();
    Change change =
        old -> {
          things.delete("a", DeleteOptions.NONE, CONTEXT, WriteCheck.NONE);
          return old.orElseThrow().with("value", "1");
        };
    assertThatThrownBy(() -> things.update("a", change, CONTEXT, WriteCheck.NONE))
        .hasMessage("things \"a\" not found");
  }

  @Test
  void anUpdateThatChangesNothingIsNotStored() {
    long revision = Metadata.revision(created());
    assertThat(Metadata.revision(set("0"))).isEqualTo(revision);
    Change link =
        old ->
            Metadata.with(
                old.orElseThrow(), Metadata.SELF_LINK, "/api/v1/namespaces/default/things/a");
    things.update("a", link, CONTEXT, WriteCheck.NONE);
    assertThat(store.revision()).isEqualTo(revision);
  }

  @Test
  void anUpdateThatChangesNothingOfAStaleFormIsStored() {
    created();
    var key = things.key("default", "a");
    var now = store.get(key).orElseThrow().value().utf8();
    store.put(key, Bytes.utf8("1" + now.substring(1)), Expectation.ANY);
    long stale = store.revision();
    assertThat(Metadata.revision(set("0"))).isGreaterThan(stale);
    assertThat(store.get(key).orElseThrow().value().utf8()).isEqualTo(now);
  }

  @Test
  void aDeleteThatMeetsAnUpdateIsCheckedAgainAndTakesTheNewestState() {
    created();
    var checked = new AtomicInteger();
    WriteCheck meddling =
        (_, _) -> {
          if (checked.incrementAndGet() == 1) set("1");
        };
    var removed = things.delete("a", DeleteOptions.NONE, CONTEXT, meddling);
    assertThat(checked).hasValue(2);
    assertThat(removed.object().get("value").text()).isEqualTo("1");
    assertThat(storage.get(things.key("default", "a"))).isEmpty();
  }

  @Test
  void aDeleteThatIsRefusedOnTheNewestStateLeavesIt() {
    created();
    WriteCheck onlyTheFirst =
        (_, old) -> {
          if (old.orElseThrow().get("value").text().equals("1"))
            throw ApiException.badRequest("no");
          set("1");
        };
    assertThatThrownBy(() -> things.delete("a", DeleteOptions.NONE, CONTEXT, onlyTheFirst))
        .hasMessage("no");
    assertThat(value()).isEqualTo("1");
  }

  @Test
  void aDeleteReturnsARevisionThatIsNewerThanTheLastWrite() {
    long written = Metadata.revision(created());
    var removed = things.delete("a", DeleteOptions.NONE, CONTEXT, WriteCheck.NONE);
    assertThat(Metadata.revision(removed.object())).isGreaterThan(written);
    assertThatThrownBy(() -> things.delete("a", DeleteOptions.NONE, CONTEXT, WriteCheck.NONE))
        .hasMessage("things \"a\" not found");
  }

  @Test
  void aDeleteHasTheUidAndTheRevisionThatItIsFor() {
    var first = created();
    var uid = Metadata.uid(first);
    var version = Long.toString(Metadata.revision(first));
    set("1");
    for (var wrong : List.of(only("other", ""), only(uid, version)))
      assertThatThrownBy(() -> things.delete("a", wrong, CONTEXT, WriteCheck.NONE))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.status().code()).isEqualTo(409));
    things.delete("a", only(uid, ""), CONTEXT, WriteCheck.NONE);
    assertThat(storage.get(things.key("default", "a"))).isEmpty();
  }

  @Test
  void anObjectThatCannotBeReadIsNeitherShownNorChangedNorDeletedAndHidesNoOther() {
    created();
    var bad = things.key("default", "bad");
    store.put(bad, Bytes.utf8("2garbage"), Expectation.ANY);
    var damaged = storage.get(bad).orElseThrow();
    assertThat(damaged.isDamaged()).isTrue();
    assertThatThrownBy(() -> things.json(damaged))
        .hasMessageStartingWith("Internal error occurred: ")
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(500));
    assertThatThrownBy(() -> things.tree(damaged)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() ->
            things.requireReadable(
                things.cache().fresh().list(pilothouse.storage.cache.Selection.ALL, "", 0).items()))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> things.delete("bad", DeleteOptions.NONE, CONTEXT, WriteCheck.NONE))
        .isInstanceOf(ApiException.class);
    assertThat(store.get(bad)).isPresent();
    assertThat(value()).isEqualTo("0");
  }
}
