package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pilothouse.api.Bytes;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;

/// A store and two caches over it, driven by a seeded random walk next to a model that is nothing but sorted maps, one of
/// every revision. After each step whatever can be read must be what the model says: so can a failure be repeated.
public abstract class CacheSimulation {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final StoredResource THINGS =
      new StoredResource(
          "/registry/things/", true, List.of(SelectableField.of("spec.color")), StoredForm.JSON);
  private static final List<String> COLORS = List.of("red", "green", "blue");

  /// A new store with nothing in it.
  protected abstract Store open() throws Exception;

  private record State(long revision, String color) {}

  /// A watch and what a client that follows it would have.
  private record Follower(CacheWatch watch, Selection selection, Map<String, State> known) {}

  private Random random;
  private Store store;
  private ObjectStorage storage;
  private WatchCache second;
  private final TreeMap<Long, TreeMap<String, State>> model = new TreeMap<>();
  private final List<Follower> followers = new ArrayList<>();

  /// A few by default; `-Dsimulation.seeds=200` for a night.
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("simulation.seeds", 6));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsReadIsWhatTheModelSays(long seed) throws Exception {
    random = new Random(seed);
    store = open();
    storage = new ObjectStorage(store, THINGS, new WindowLimits(20, Duration.ZERO, 60, 1 << 30));
    second = new WatchCache(store, THINGS, WindowLimits.DEFAULT);
    model.put(store.revision(), new TreeMap<>());
    for (int step = 0; step < 1500; step++) step();
    for (var follower : followers) catchUp(follower);
    storage.close();
    second.close();
    store.close();
  }

  private void step() throws Exception {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> create();
      case 3, 4, 5 -> update();
      case 6, 7 -> delete();
      case 8 -> elsewhere();
      case 9 -> list(storage.cache());
      case 10 -> list(second);
      case 11 -> listThePast();
      case 12 -> watch();
      default -> follow();
    }
    if (random.nextInt(200) == 0) compact();
  }

  private TreeMap<String, State> now() {
    return model.lastEntry().getValue();
  }

  private String randomKey() {
    return THINGS.key("ns" + random.nextInt(3), "thing" + random.nextInt(25));
  }

  private String randomColor() {
    return COLORS.get(random.nextInt(COLORS.size()));
  }

  private static Bytes json(String color) {
    return Bytes.utf8(
        "{\"metadata\":{\"labels\":{\"c\":\"%s\"}},\"spec\":{\"color\":\"%s\"}}"
            .formatted(color, color));
  }

  private void create() {
    var key = randomKey();
    var color = randomColor();
    learn(key, color, !now().containsKey(key), storage.create(key, json(color)));
  }

  private void update() {
    var key = randomKey();
    var color = randomColor();
    var known = now().get(key);
    boolean stale = known == null || random.nextInt(5) == 0;
    long expected = stale ? 1 + random.nextInt(3) : known.revision();
    boolean wins = known != null && known.revision() == expected;
    learn(key, color, wins, storage.update(key, json(color), expected));
  }

  private void delete() {
    var key = randomKey();
    var known = now().get(key);
    long expected = known == null || random.nextInt(5) == 0 ? 1 : known.revision();
    boolean wins = known != null && known.revision() == expected;
    learn(key, "", wins, storage.delete(key, expected));
  }

  private void learn(String key, String color, boolean wins, ObjectOutcome outcome) {
    switch (outcome) {
      case ObjectOutcome.Written(var object) -> {
        assertThat(wins).isTrue();
        assertThat(object.revision()).isEqualTo(model.lastKey() + 1);
        var next = new TreeMap<>(now());
        if (color.isEmpty()) next.remove(key);
        else next.put(key, new State(object.revision(), color));
        model.put(object.revision(), next);
      }
      case ObjectOutcome.Lost(var current) -> {
        assertThat(wins).isFalse();
        assertThat(current.map(CacheSimulation::state).orElse(null)).isEqualTo(now().get(key));
      }
    }
  }

  private void elsewhere() {
    store.put("/registry/other", Bytes.utf8("{}"), pilothouse.storage.Expectation.ANY);
    model.put(store.revision(), now());
  }

  private static State state(CachedObject object) {
    return new State(object.revision(), object.field("spec.color"));
  }

  private Selection randomSelection() {
    var selection =
        random.nextBoolean() ? Selection.ALL : Selection.namespace("ns" + random.nextInt(3));
    if (random.nextBoolean()) return selection;
    var color = randomColor();
    Predicate<CachedObject> filter =
        random.nextBoolean()
            ? object -> object.field("spec.color").equals(color)
            : object -> object.label("c").orElse("").equals(color);
    return selection.where(filter);
  }

  private void list(WatchCache cache) {
    var selection = randomSelection();
    var listing = cache.fresh().list(selection, "", 0);
    assertThat(listing.revision()).isEqualTo(model.lastKey());
    assertThat(states(listing)).isEqualTo(expected(now(), selection));
  }

  private void listThePast() {
    var revisions = new ArrayList<>(model.keySet());
    long revision = revisions.get(random.nextInt(revisions.size()));
    try {
      var snapshot = storage.cache().exactly(revision, SOON);
      var selection = randomSelection();
      assertThat(pages(snapshot, selection, 1 + random.nextInt(10)))
          .isEqualTo(expected(model.get(revision), selection));
    } catch (StoreException.Compacted e) {
      assertThat(revision).isLessThan(store.compactedRevision());
    }
  }

  private static Map<String, State> pages(Snapshot snapshot, Selection selection, int limit) {
    var all = new TreeMap<String, State>();
    String start = "";
    do {
      var page = snapshot.list(selection, start, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      all.putAll(states(page));
      start = page.next();
    } while (!start.isEmpty());
    return all;
  }

  private static Map<String, State> states(Listing listing) {
    var states = new TreeMap<String, State>();
    for (var object : listing.items()) states.put(object.key(), state(object));
    assertThat(listing.items())
        .extracting(CachedObject::key)
        .containsExactlyElementsOf(states.keySet());
    return states;
  }

  private static Map<String, State> expected(Map<String, State> all, Selection selection) {
    var selected = new TreeMap<String, State>();
    all.forEach((key, state) -> {
      var object = CachedObjects.of(THINGS, key, state.revision(), json(state.color()).utf8());
      if (selection.matches(object)) selected.put(key, state);
    });
    return selected;
  }

  private void watch() {
    if (followers.size() == 10) followers.remove(random.nextInt(10)).watch().close();
    var cache = random.nextBoolean() ? storage.cache() : second;
    var selection = randomSelection();
    if (random.nextBoolean()) {
      var snapshot = cache.fresh();
      var known = new HashMap<>(states(snapshot.list(selection, "", 0)));
      followers.add(new Follower(cache.watch(snapshot, selection), selection, known));
      return;
    }
    var revisions = new ArrayList<>(model.keySet());
    long revision = revisions.get(random.nextInt(revisions.size()));
    try {
      var known = new HashMap<>(expected(model.get(revision), selection));
      followers.add(new Follower(cache.watch(revision, selection), selection, known));
    } catch (StoreException.Compacted e) {
      assertThat(revision).isLessThan(cache.oldest());
    }
  }

  private void follow() throws Exception {
    if (followers.isEmpty()) return;
    int index = random.nextInt(followers.size());
    if (!catchUp(followers.get(index))) followers.remove(index);
  }

  /// Reads all that the watch has, and compares what a client would know with the model. False if the watch has ended.
  private boolean catchUp(Follower follower) throws Exception {
    storage.cache().fresh();
    second.fresh();
    long last = 0;
    while (true) {
      switch (follower.watch().next(Duration.ZERO)) {
        case CacheWatch.Next.Events(var events) -> {
          for (var event : events) {
            assertThat(event.revision()).isGreaterThan(last);
            last = event.revision();
            apply(event, follower.known());
          }
        }
        case CacheWatch.Next.Quiet(long revision) -> {
          assertThat(revision).isEqualTo(model.lastKey());
          assertThat(follower.known()).isEqualTo(expected(now(), follower.selection()));
          return true;
        }
        case CacheWatch.Next.Ended(var reason) -> {
          assertThat(reason).isEqualTo(CacheWatch.Reason.TOO_SLOW);
          return false;
        }
      }
    }
  }

  private static void apply(CacheEvent event, Map<String, State> known) {
    var key = event.object().key();
    switch (event.type()) {
      case ADDED -> assertThat(known.put(key, state(event.object()))).isNull();
      case MODIFIED -> assertThat(known.put(key, state(event.object()))).isNotNull();
      case DELETED -> assertThat(known.remove(key)).isNotNull();
    }
  }

  private void compact() {
    long target = model.lastKey() - random.nextInt(100);
    if (target > store.compactedRevision()) store.compact(target);
  }
}
