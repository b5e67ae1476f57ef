package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.FaultyStore;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;

/// What upstream's shared suite asks of its store and of its cache, as far as [WatchCacheContract] and
/// [pilothouse.storage.StoreContract] do not ask it already. `docs/storage-behaviours.md` tells which test stands for which.
public abstract class BehaviourContract extends PodsContract {
  private static final Duration IMPATIENT = Duration.ofMillis(50);

  private FaultyStore faults;

  protected BehaviourContract() {
    super(new VersionedForm("2"));
  }

  @Override
  Store prepared(Store opened) {
    faults = new FaultyStore(opened);
    return faults;
  }

  /// JSON behind a digit that says how it was encoded: `1{…}` is readable but no longer written.
  private record VersionedForm(String current) implements StoredForm {
    @Override
    public Bytes toStored(String key, Bytes json) {
      return Bytes.utf8(current + json.utf8());
    }

    @Override
    public Bytes toJson(String key, Bytes stored) {
      var text = stored.utf8();
      if (!text.startsWith("1{") && !text.startsWith("2{"))
        throw new StoreException.Corrupt("no matching prefix found");
      return Bytes.utf8(text.substring(1));
    }

    @Override
    public boolean isStale(Bytes stored) {
      return !stored.utf8().startsWith(current);
    }
  }

  // Get

  @Test
  void anObjectIsFoundAtAnyRevisionThatHasHappened() {
    long created = create("default/a").revision();
    long updated = update("default/a", "m").revision();
    long global = elsewhere();
    // The newest first: a view that need not be newer than the past may still show the past.
    for (long revision : new long[] {global, updated, created, 1})
      assertThat(cache.notOlderThan(revision, SOON).get(key("default/a")))
          .hasValueSatisfying(o -> assertThat(o.revision()).isEqualTo(updated));
    assertThat(cache.notOlderThan(global, SOON).get(key("default/b"))).isEmpty();
  }

  // Create, update, delete

  @Test
  void ofTwoUpdatesOfOneStateTheLoserCanBuildOnTheWinner() {
    var seen = create("default/a");
    var winner = update("default/a", "winner");
    var lost = pods.update(seen.key(), pod("a", "loser"), seen.revision());
    assertThat(lost)
        .isInstanceOfSatisfying(
            ObjectOutcome.Lost.class,
            now ->
                assertThat(now.current().orElseThrow().field("spec.nodeName")).isEqualTo("winner"));
    var second = written(pods.update(seen.key(), pod("a", "both"), winner.revision()));
    assertThat(pods.get(seen.key()).orElseThrow().revision()).isEqualTo(second.revision());
  }

  @Test
  void aDeleteOfAStateThatWasDeletedAndMadeAnewLoses() {
    var first = create("default/a");
    delete("default/a");
    var second = create("default/a");
    assertThat(pods.delete(first.key(), first.revision())).isInstanceOf(ObjectOutcome.Lost.class);
    assertThat(pods.get(first.key()).orElseThrow().revision()).isEqualTo(second.revision());
  }

  @Test
  void anUpdateCanGiveATimeToLiveAndAnotherTakesItAway() throws Exception {
    var a = create("default/a");
    var b = create("default/b");
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      var leased = written(pods.update(b.key(), pod("b", "n"), b.revision(), Duration.ofHours(1)));
      assertThat(store.timeLeft(b.key())).isPresent();
      written(pods.update(b.key(), pod("b", "n"), leased.revision()));
      assertThat(store.timeLeft(b.key())).isEmpty();
      written(pods.update(a.key(), pod("a", "n"), a.revision(), Duration.ofSeconds(1)));
      var last = take(watch, 4).getLast();
      assertThat(last.type()).isEqualTo(CacheEvent.Type.DELETED);
      assertThat(last.object().name()).isEqualTo("a");
      assertThat(pods.get(b.key())).isPresent();
    }
  }

  @Test
  void whatIsStoredInAnOldFormIsReadAndKnownToBeStale() {
    store.put(key("default/a"), Bytes.utf8("1" + pod("a", "n").utf8()), Expectation.ANY);
    var old = pods.get(key("default/a")).orElseThrow();
    assertThat(old.isStale()).isTrue();
    assertThat(old.field("spec.nodeName")).isEqualTo("n");
    assertThat(update("default/a", "n").isStale()).isFalse();
    assertThat(store.get(key("default/a")).orElseThrow().value().utf8()).startsWith("2{");
  }

  @Test
  void anObjectThatCannotBeReadHidesNoOther() {
    create("default/a");
    store.put(key("default/b"), Bytes.utf8("garbage"), Expectation.ANY);
    create("default/c");
    assertThat(pods.get(key("default/b")).orElseThrow().damage()).contains("no matching prefix");
    assertThat(pods.get(key("default/c")).orElseThrow().isDamaged()).isFalse();
    assertThat(cache.fresh().list(Selection.ALL, "", 0).items())
        .extracting(CachedObject::isDamaged)
        .containsExactly(false, true, false);
  }

  // Lists

  @Test
  void aListIsTheSameWhenItIsReadAgainAtItsRevision() {
    for (int i = 0; i < 20; i++) create("default/a" + i, i % 3 == 0 ? "match" : "other");
    var selection = Selection.ALL.with("spec.nodeName", "match");
    var first = cache.fresh().list(selection, "", 3);
    update("default/a0", "gone");
    create("default/a00", "match");
    delete("default/a12");
    var again = cache.exactly(first.revision(), SOON).list(selection, "", 3);
    assertThat(again.items()).isEqualTo(first.items());
    assertThat(again.next()).isEqualTo(first.next());
    assertThat(cache.notOlderThan(first.revision(), SOON).list(selection, "", 0).items())
        .isNotEqualTo(first.items());
  }

  /// Of the objects a to f those in `matching` are selected; `pages` are what pages of `limit` show.
  @ParameterizedTest
  @CsvSource({
    "abcdef, 2, ab cd ef",
    "abcdef, 4, abcd ef",
    "ab,     2, ab",
    "ef,     2, ef",
    "af,     2, af",
    "acf,    2, ac f",
    "bd,     1, b d",
    "f,      1, f",
  })
  void filteredPagesAreFullAndMissNothing(String matching, int limit, String pages) {
    for (char c = 'a'; c <= 'f'; c++)
      create("default/" + c, matching.indexOf(c) >= 0 ? "match" : "other");
    var selection = Selection.ALL.with("spec.nodeName", "match");
    var shown = new ArrayList<String>();
    String start = "";
    do {
      var page = cache.fresh().list(selection, start, limit);
      assertThat(page.remaining()).isEmpty();
      if (!page.items().isEmpty())
        shown.add(page.items().stream().map(CachedObject::name).reduce("", String::concat));
      start = page.next();
    } while (!start.isEmpty());
    assertThat(String.join(" ", shown)).isEqualTo(pages);
  }

  @Test
  void oneAmongAThousandIsOnTheFirstPage() {
    for (int i = 0; i < 1000; i++)
      store.put(key("default/a" + i), stored("a" + i, i == 777 ? "rare" : "n"), Expectation.ANY);
    var selection = Selection.ALL.with("spec.nodeName", "rare");
    assertThat(names(cache.fresh().list(selection, "", 1))).containsExactly("default/a777");
  }

  private static Bytes stored(String name, String node) {
    return Bytes.utf8("2" + pod(name, node).utf8());
  }

  @Test
  void aContinuationAtTheNewestRevisionShowsWhatIsThereNow() {
    for (var name : List.of("a", "b", "c", "d")) create("default/" + name);
    var first = cache.fresh().list(Selection.ALL, "", 2);
    delete("default/c");
    create("default/e");
    var second = cache.fresh().list(Selection.ALL, first.next(), 2);
    assertThat(names(second)).containsExactly("default/d", "default/e");
    assertThat(second.revision()).isGreaterThan(first.revision());
  }

  @Test
  void namesThatShareABeginningDoNotLeakHoweverTheListIsRead() {
    create("foo/a");
    create("foobar/a");
    long revision = store.revision();
    store.put("/registry/podsx/foo/a", stored("a", "n"), Expectation.ANY);
    for (var snapshot :
        List.of(cache.exactly(revision, SOON), cache.fresh(), cache.notOlderThan(revision, SOON))) {
      assertThat(names(snapshot.list(Selection.namespace("foo"), "", 0))).containsExactly("foo/a");
      assertThat(names(snapshot.list(Selection.ALL, "", 0))).containsExactly("foo/a", "foobar/a");
    }
  }

  @Test
  void aListAtARevisionBeforeTheStoresPastSaysSo() {
    long old = create("default/a").revision();
    create("default/b");
    store.compact(store.revision());
    var late = new WatchCache(store, resource, WindowLimits.DEFAULT);
    assertThatThrownBy(() -> late.exactly(old, SOON)).isInstanceOf(StoreException.Compacted.class);
    assertThat(late.exactly(store.compactedRevision(), SOON).size()).isEqualTo(2);
    late.close();
  }

  // Selections, of lists and of watches

  static Stream<Arguments> selections() {
    return Stream.of(
        Arguments.of("", "", "", "a/one a/two b/one b/two"),
        Arguments.of("a", "", "", "a/one a/two"),
        Arguments.of("c", "", "", ""),
        Arguments.of("", "one", "", "a/one b/one"),
        Arguments.of("a", "one", "", "a/one"),
        Arguments.of("a", "three", "", ""),
        Arguments.of("c", "one", "", ""),
        Arguments.of("", "", "x", "a/one b/two"),
        Arguments.of("b", "", "x", "b/two"),
        Arguments.of("b", "", "z", ""),
        Arguments.of("", "one", "x", "a/one"),
        Arguments.of("a", "one", "x", "a/one"),
        Arguments.of("a", "one", "y", ""),
        Arguments.of("b", "one", "x", ""),
        Arguments.of("", "a/one", "", ""));
  }

  private static Selection selection(String namespace, String name, String node) {
    var selection = namespace.isEmpty() ? Selection.ALL : Selection.namespace(namespace);
    if (!name.isEmpty()) selection = selection.with("metadata.name", name);
    return node.isEmpty() ? selection : selection.with("spec.nodeName", node);
  }

  private void createAll() {
    create("a/one", "x");
    create("a/two", "y");
    create("b/one", "y");
    create("b/two", "x");
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aListShowsWhatIsSelected(String namespace, String name, String node, String expected) {
    createAll();
    var selection = selection(namespace, name, node);
    assertThat(String.join(" ", names(cache.fresh().list(selection, "", 0)))).isEqualTo(expected);
    assertThat(String.join(" ", names(cache.fresh().list(selection, "", 10)))).isEqualTo(expected);
    if (expected.indexOf(' ') < 0)
      assertThat(cache.fresh().list(selection, key("zzz"), 0).items()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aWatchShowsWhatIsSelected(String namespace, String name, String node, String expected)
      throws Exception {
    var shown = new TreeSet<String>();
    try (var watch = cache.watch(store.revision(), selection(namespace, name, node));
        var all = cache.watch(store.revision(), Selection.ALL)) {
      createAll();
      take(all, 4);
      long end = store.revision();
      while (watch.revision() < end)
        if (watch.next(IMPATIENT) instanceof CacheWatch.Next.Events(var events))
          for (var event : events)
            shown.add(event.object().namespace() + "/" + event.object().name());
    }
    assertThat(String.join(" ", shown)).isEqualTo(expected);
  }

  /// As many watches as a cluster has kubelets: those that sleep are woken by their own node's pods, and lose nothing.
  @Test
  void watchesOfManyNodesEachSeeTheirOwn() throws Exception {
    int nodes = 200;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var seen = new ArrayList<java.util.concurrent.Future<List<CacheEvent>>>();
      for (int n = 0; n < nodes; n++) {
        var watch = cache.watch(store.revision(), Selection.ALL.with("spec.nodeName", "node" + n));
        seen.add(
            threads.submit(() -> {
              try (watch) {
                return take(watch, 3);
              }
            }));
      }
      // Each pod is scheduled, moves to the next node, and is deleted there.
      for (int n = 0; n < nodes; n++) {
        create("default/p" + n, "node" + n);
        update("default/p" + n, "node" + (n + 1) % nodes);
      }
      for (var events : seen)
        assertThat(events.get())
            .extracting(CacheEvent::type)
            .contains(CacheEvent.Type.DELETED, CacheEvent.Type.ADDED);
    }
  }

  // Watches

  @Test
  void whatIsThereCanBeWatchedThoughItsHistoryIsCompacted() throws Exception {
    create("default/a");
    update("default/a", "m");
    store.compact(store.revision());
    var late = new WatchCache(store, resource, WindowLimits.DEFAULT);
    var snapshot = late.current();
    assertThat(snapshot.size()).isEqualTo(1);
    try (var watch = late.watch(snapshot, Selection.ALL)) {
      var next = create("default/b");
      assertThat(take(watch, 1).getFirst().revision()).isEqualTo(next.revision());
    }
    late.close();
  }

  @Test
  void aReaderThatComesLateGetsEverythingInOrder() throws Exception {
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      create("default/a");
      for (int i = 0; i < 80; i++) update("default/a", "n" + i);
      assertThat(take(watch, 81))
          .extracting(CacheEvent::revision)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whoeverWatchesAgainFromWhatWasSeenLastGoesOnExactlyThere() throws Exception {
    long from = store.revision();
    var expected = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) expected.add(create("default/a" + i).revision());
    var seen = new ArrayList<Long>();
    while (seen.size() < 40) {
      try (var watch = cache.watch(seen.isEmpty() ? from : seen.getLast(), Selection.ALL)) {
        seen.add(take(watch, 40 - seen.size()).getFirst().revision());
      }
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void noEventComesAtOrBelowARevisionThatWasTold() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var watch = cache.watch(store.revision(), Selection.ALL.with("spec.nodeName", "n"))) {
      var writer =
          threads.submit(() -> {
            for (int i = 0; i < 300; i++) create("default/a" + i, i % 2 == 0 ? "n" : "other");
          });
      long told = 0;
      int events = 0;
      while (events < 150)
        switch (watch.next(Duration.ofNanos(200_000))) {
          case CacheWatch.Next.Events(var more) -> {
            assertThat(more.getFirst().revision()).isGreaterThan(told);
            told = more.getLast().revision();
            events += more.size();
          }
          case CacheWatch.Next.Quiet(long revision) -> {
            assertThat(revision).isGreaterThanOrEqualTo(told);
            told = revision;
          }
          case CacheWatch.Next.Ended ended -> throw new AssertionError(ended.toString());
        }
      writer.get();
    }
  }

  // A store that has trouble

  @Test
  void aCacheWhoseStoreForgotItsPlaceEndsItsWatchesAndMissesNothing() throws Exception {
    create("default/a");
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      faults.silent(true);
      store.put(key("default/b"), stored("b", "n"), Expectation.ANY);
      faults.forget();
      faults.silent(false);
      assertThat(cache.fresh().size()).isEqualTo(2);
      assertThat(watch.next(SOON)).isInstanceOf(CacheWatch.Next.Ended.class);
    }
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      long next = create("default/c").revision();
      assertThat(take(watch, 1).getFirst().revision()).isEqualTo(next);
    }
  }

  @Test
  void aConsistentReadGoesToAStoreThatTellsNoProgress() {
    var impatient = new WatchCache(store, resource, WindowLimits.DEFAULT, IMPATIENT);
    impatient.fresh();
    faults.silent(true);
    store.put(key("default/a"), stored("a", "n"), Expectation.ANY);
    assertThat(impatient.current().size()).isZero();
    assertThat(impatient.fresh().size()).isEqualTo(1);
    assertThat(impatient.get(key("default/a"))).isPresent();
    faults.silent(false);
    assertThat(impatient.fresh().size()).isEqualTo(1);
    impatient.close();
  }

  /// Many who did would leave no processor to who has something to tell the cache.
  @Test
  void aReadOfOneObjectDoesNotReadThemAllFromAStoreThatTellsNoProgress() {
    var impatient = new WatchCache(store, resource, WindowLimits.DEFAULT, IMPATIENT);
    impatient.fresh();
    faults.silent(true);
    store.put(key("default/a"), stored("a", "n"), Expectation.ANY);
    faults.hold();
    assertThat(impatient.get(key("default/a"))).isPresent();
    assertThat(impatient.get(key("default/b"))).isEmpty();
    faults.release();
    faults.silent(false);
    impatient.close();
  }

  @Test
  void manyConsistentReadsOfAStoreThatTellsNoProgressAreAllRight() throws Exception {
    var impatient = new WatchCache(store, resource, WindowLimits.DEFAULT, IMPATIENT);
    impatient.fresh();
    faults.silent(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 5; i++) {
        store.put(key("default/" + i), stored("" + i, "n"), Expectation.ANY);
        int written = i;
        var found = new ArrayList<Future<Integer>>();
        for (int reader = 0; reader < 8; reader++)
          found.add(threads.submit(() -> impatient.fresh().size()));
        for (var size : found) assertThat(size.get()).isEqualTo(written);
      }
    }
    faults.silent(false);
    impatient.close();
  }

  @Test
  void whileNobodyAnswersConsistentReadsSaySoAndTheCacheStillTellsWhatItKnows() {
    create("default/a");
    cache.fresh();
    faults.away(true);
    assertThatThrownBy(() -> cache.fresh()).isInstanceOf(StoreException.Unavailable.class);
    assertThat(cache.current().size()).isEqualTo(1);
    faults.away(false);
    create("default/b");
    assertThat(cache.fresh().size()).isEqualTo(2);
  }

  @Test
  void whileACacheLoadsSingleObjectsAreReadAndWritten() {
    create("default/a");
    faults.hold();
    try (var late = new ObjectStorage(store, resource, WindowLimits.DEFAULT)) {
      try {
        assertThat(late.get(key("default/a"))).isPresent();
        var b = written(late.create(key("default/b"), pod("b", "n")));
        assertThat(late.get(b.key()).orElseThrow().revision()).isEqualTo(b.revision());
        assertThat(late.get(key("default/c"))).isEmpty();
        written(late.delete(b.key(), b.revision()));
        assertThat(late.get(b.key())).isEmpty();
      } finally {
        faults.release();
      }
      assertThat(names(late.cache().fresh().list(Selection.ALL, "", 0)))
          .containsExactly("default/a");
    }
  }

  @Test
  void aCacheThatCouldNotStartStartsWhenItsStoreIsThere() {
    create("default/a");
    var late = new WatchCache(store, resource, WindowLimits.DEFAULT);
    faults.away(true);
    assertThatThrownBy(late::current).isInstanceOf(StoreException.Unavailable.class);
    faults.away(false);
    assertThat(late.fresh().size()).isEqualTo(1);
    late.close();
  }
}
