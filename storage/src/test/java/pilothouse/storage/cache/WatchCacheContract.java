package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.StoreException;

/// What reads, lists and watches over a [Store] do, whichever store it is.
public abstract class WatchCacheContract extends PodsContract {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /// Of readers that sleep while much is written.
  private static final Duration PATIENTLY = Duration.ofHours(1);

  protected WatchCacheContract() {
    super(StoredForm.JSON);
  }

  private static Predicate<CachedObject> on(String node) {
    return object -> object.field("spec.nodeName").equals(node);
  }

  // Writing

  @Test
  void aWriteReturnsTheObjectWithItsRevision() {
    var created = create("default/a");
    assertThat(created.revision()).isEqualTo(store.revision());
    assertThat(created.json().utf8()).contains("\"resourceVersion\":\"" + store.revision() + "\"");
    assertThat(store.get(key("default/a")).orElseThrow().value()).isEqualTo(pod("a", "n"));
  }

  @Test
  void aWriteIsVisibleToTheNextRead() {
    for (int i = 0; i < 100; i++) {
      var created = create("default/a" + i);
      assertThat(pods.get(created.key()))
          .hasValueSatisfying(o -> assertThat(o.revision()).isEqualTo(created.revision()));
      assertThat(cache.fresh().size()).isEqualTo(i + 1);
    }
  }

  @Test
  void aSecondCreateLosesAndLeavesTheFirst() {
    var first = create("default/a");
    var second = pods.create(key("default/a"), pod("a", "other"));
    assertThat(second)
        .isInstanceOfSatisfying(
            ObjectOutcome.Lost.class,
            lost -> assertThat(lost.current().orElseThrow().json()).isEqualTo(first.json()));
    assertThat(pods.get(first.key()).orElseThrow().json()).isEqualTo(first.json());
  }

  @Test
  void anUpdateAtAnOldRevisionLosesAndTellsTheCurrentObject() {
    var first = create("default/a");
    var second = update("default/a", "m");
    assertThat(pods.update(first.key(), pod("a", "x"), first.revision()))
        .isInstanceOfSatisfying(
            ObjectOutcome.Lost.class,
            lost ->
                assertThat(lost.current().orElseThrow().revision()).isEqualTo(second.revision()));
  }

  @Test
  void anUpdateOfAMissingObjectLoses() {
    var lost = pods.update(key("default/a"), pod("a", "x"), 1);
    assertThat(lost).isEqualTo(new ObjectOutcome.Lost(java.util.Optional.empty()));
  }

  @Test
  void aDeleteReturnsTheLastStateWithTheDeletionsRevision() {
    var created = create("default/a");
    var deleted = delete("default/a");
    assertThat(deleted.revision()).isEqualTo(store.revision()).isGreaterThan(created.revision());
    assertThat(deleted.jsonWithoutRevision()).isEqualTo(created.jsonWithoutRevision());
    assertThat(pods.get(created.key())).isEmpty();
    assertThat(pods.delete(created.key(), created.revision()))
        .isInstanceOf(ObjectOutcome.Lost.class);
  }

  @Test
  void aDeleteAtAnOldRevisionLoses() {
    var first = create("default/a");
    update("default/a", "m");
    assertThat(pods.delete(first.key(), first.revision())).isInstanceOf(ObjectOutcome.Lost.class);
    assertThat(pods.get(first.key())).isPresent();
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pods.create(key("default/a"), Bytes.utf8("[]")));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            pods.create(
                key("default/a"), Bytes.utf8("{\"metadata\":{\"resourceVersion\":\"1\"}}")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pods.create("/registry/podsx/a/b", pod("b", "n")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pods.create(resource.prefix(), pod("b", "n")));
    assertThat(cache.fresh().size()).isZero();
  }

  @Test
  void anObjectWithATimeToLiveEndsAndAWatchSeesItDeleted() throws Exception {
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      pods.create(key("default/a"), pod("a", "n"), Duration.ofSeconds(1));
      var events = take(watch, 2);
      assertThat(events.getLast().type()).isEqualTo(CacheEvent.Type.DELETED);
      assertThat(pods.get(key("default/a"))).isEmpty();
    }
  }

  // Reading

  @Test
  void aReadSeesWhatAnotherWriterOfTheStoreWrote() {
    cache.fresh();
    store.put(key("default/a"), pod("a", "n"), Expectation.ANY);
    assertThat(pods.get(key("default/a"))).isPresent();
    assertThat(cache.fresh().list(Selection.ALL, "", 0).items()).hasSize(1);
  }

  @Test
  void whatTheStoreHasToldIsKnownWithoutAskingIt() {
    var created = create("default/a");
    assertThat(cache.fresh().get(created.key())).isPresent();
    assertThat(cache.told().get(created.key())).isPresent();
    assertThat(cache.told().revision()).isGreaterThanOrEqualTo(created.revision());
  }

  @Test
  void aConsistentListHasTheGlobalRevisionThoughOtherThingsWereWritten() {
    create("default/a");
    long global = elsewhere();
    assertThat(cache.fresh().revision()).isGreaterThanOrEqualTo(global);
    assertThat(cache.current().revision()).isGreaterThanOrEqualTo(global);
  }

  @Test
  void aListOfNothingHasTheGlobalRevision() {
    long global = elsewhere();
    var listing = cache.fresh().list(Selection.namespace("none"), "", 0);
    assertThat(listing.items()).isEmpty();
    assertThat(listing.revision()).isGreaterThanOrEqualTo(global);
    assertThat(listing.more()).isFalse();
  }

  @Test
  void whatExistedBeforeTheCacheIsThere() {
    for (int i = 0; i < 50; i++)
      store.put(key("default/a" + i), pod("a" + i, "n"), Expectation.ANY);
    assertThat(cache.fresh().size()).isEqualTo(50);
  }

  @Test
  void aReadWaitsForTheRevisionItIsToldOf() throws Exception {
    long next = store.revision() + 1;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Snapshot> read = threads.submit(() -> cache.notOlderThan(next, SOON));
      create("default/a");
      assertThat(read.get().get(key("default/a"))).isPresent();
    }
  }

  @Test
  void aReadOfAFutureThatDoesNotComeSaysSo() {
    long far = store.revision() + 1000;
    assertThatThrownBy(() -> cache.notOlderThan(far, AT_ONCE))
        .isInstanceOf(StoreException.FutureRevision.class);
    assertThatThrownBy(() -> cache.exactly(far, AT_ONCE))
        .isInstanceOf(StoreException.FutureRevision.class);
    assertThatThrownBy(() -> cache.notOlderThan(Long.MAX_VALUE, AT_ONCE))
        .isInstanceOf(StoreException.FutureRevision.class);
  }

  @Test
  void everyRecentRevisionCanBeListedExactly() {
    long before = store.revision();
    var revisions = new ArrayList<Long>();
    for (var path :
        List.of("first/bar", "second/bar", "second/foo", "third/barfoo", "third/foo", "second/baz"))
      revisions.add(create(path).revision());
    long updated = update("first/bar", "changed").revision();
    long deleted = delete("second/baz").revision();
    long later = elsewhere();

    assertThat(names(exactly(before))).isEmpty();
    for (int i = 0; i < 6; i++) assertThat(exactly(revisions.get(i)).items()).hasSize(i + 1);
    assertThat(names(exactly(revisions.get(5))))
        .containsExactly(
            "first/bar", "second/bar", "second/baz", "second/foo", "third/barfoo", "third/foo");
    assertThat(exactly(revisions.get(5)).items().getFirst().field("spec.nodeName")).isEqualTo("n");
    assertThat(exactly(updated).items().getFirst().field("spec.nodeName")).isEqualTo("changed");
    assertThat(names(exactly(deleted))).doesNotContain("second/baz").hasSize(5);
    assertThat(exactly(later).revision()).isEqualTo(later);
  }

  private Listing exactly(long revision) {
    var listing = cache.exactly(revision, SOON).list(Selection.ALL, "", 0);
    assertThat(listing.revision()).isEqualTo(revision);
    return listing;
  }

  @Test
  void aRevisionThatTheWindowHasLostIsReadFromTheStore() {
    var narrow = narrow();
    long old = create("default/a").revision();
    for (int i = 0; i < 30; i++) create("default/b" + i);
    narrow.fresh();
    assertThat(narrow.oldest()).isGreaterThan(old);
    assertThat(names(narrow.exactly(old, SOON).list(Selection.ALL, "", 0)))
        .containsExactly("default/a");
    narrow.close();
  }

  @Test
  void aCompactedRevisionIsRefused() {
    var narrow = narrow();
    long old = create("default/a").revision();
    for (int i = 0; i < 30; i++) create("default/b" + i);
    narrow.fresh();
    store.compact(store.revision());
    assertThatThrownBy(() -> narrow.exactly(old, SOON))
        .isInstanceOf(StoreException.Compacted.class);
    narrow.close();
  }

  @Test
  void whatIsOldLeavesTheWindowThoughNothingIsWritten() throws Exception {
    var limits = new WindowLimits(1, Duration.ofMillis(20), 1_000, 1 << 20);
    try (var aging = new WatchCache(store, resource, limits)) {
      aging.fresh();
      long last = 0;
      for (int i = 0; i < 30; i++) last = create("default/b" + i).revision();
      try (var quiet = aging.watch(aging.fresh(), Selection.ALL)) {
        while (aging.oldest() < last - 1) quiet.next(AT_ONCE);
      }
      assertThat(aging.oldest()).isEqualTo(last - 1);
    }
  }

  private WatchCache narrow() {
    return narrow(5);
  }

  private WatchCache narrow(int most) {
    var narrow =
        new WatchCache(store, resource, new WindowLimits(1, Duration.ofHours(1), most, 1 << 20));
    narrow.fresh();
    return narrow;
  }

  // Pages

  @Test
  void pagesAtOneRevisionShowEveryObjectOnceWhateverIsWrittenMeanwhile() {
    for (int i = 0; i < 10; i++) create("default/a" + i);
    long revision = store.revision();
    var seen = new ArrayList<String>();
    String start = "";
    do {
      var page = cache.exactly(revision, SOON).list(Selection.ALL, start, 3);
      seen.addAll(names(page));
      assertThat(page.remaining()).isEqualTo(OptionalLong.of(10 - seen.size()));
      start = page.next();
      create("default/late" + seen.size());
      delete("default/a" + (seen.size() - 1));
    } while (!start.isEmpty());
    assertThat(seen)
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("default/a"));
  }

  @Test
  void aLimitThatIsJustEnoughHasNoNextPage() {
    create("default/a");
    create("default/b");
    for (int limit : new int[] {0, 2, 3}) {
      var page = cache.fresh().list(Selection.ALL, "", limit);
      assertThat(page.more()).isFalse();
      assertThat(page.remaining()).isEqualTo(OptionalLong.of(0));
    }
  }

  @Test
  void aPageOfANamespaceCountsThatAlone() {
    for (var path : List.of("a/1", "b/1", "b/2", "b/3", "bb/1", "c/1")) create(path);
    var page = cache.fresh().list(Selection.namespace("b"), "", 1);
    assertThat(names(page)).containsExactly("b/1");
    assertThat(page.remaining()).isEqualTo(OptionalLong.of(2));
    assertThat(names(cache.fresh().list(Selection.namespace("b"), page.next(), 0)))
        .containsExactly("b/2", "b/3");
  }

  @Test
  void aFilteredPageIsFilledAndDoesNotCountWhatRemains() {
    for (int i = 0; i < 20; i++)
      create("default/a" + (char) ('a' + i), i % 5 == 0 ? "match" : "other");
    var selection = Selection.ALL.where(on("match"));
    var first = cache.fresh().list(selection, "", 2);
    assertThat(names(first)).containsExactly("default/aa", "default/af");
    assertThat(first.remaining()).isEmpty();
    var second = cache.fresh().list(selection, first.next(), 10);
    assertThat(names(second)).containsExactly("default/ak", "default/ap");
    assertThat(second.more()).isFalse();
  }

  @Test
  void namesThatShareABeginningDoNotLeak() {
    for (var path : List.of("foo/a", "foobar/a", "foo-x/a")) create(path);
    store.put("/registry/podsx/foo/a", pod("a", "n"), Expectation.ANY);
    assertThat(names(cache.fresh().list(Selection.namespace("foo"), "", 0)))
        .containsExactly("foo/a");
    assertThat(cache.fresh().size()).isEqualTo(3);
  }

  // Watches

  @Test
  void aWatchTellsCreatesUpdatesAndDeletes() throws Exception {
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      var created = create("default/a", "n");
      var updated = update("default/a", "m");
      var deleted = delete("default/a");
      assertThat(take(watch, 3))
          .extracting(CacheEvent::type, e -> e.object().json())
          .containsExactly(
              tuple(CacheEvent.Type.ADDED, created.json()),
              tuple(CacheEvent.Type.MODIFIED, updated.json()),
              tuple(CacheEvent.Type.DELETED, deleted.json()));
      assertThat(watch.revision()).isGreaterThanOrEqualTo(deleted.revision());
    }
  }

  @Test
  void aSelectedWatchSeesObjectsComeAndGo() throws Exception {
    try (var watch = cache.watch(store.revision(), Selection.ALL.where(on("n")))) {
      create("default/a", "other");
      long in = update("default/a", "n").revision();
      long still = update("default/a", "n").revision();
      long out = update("default/a", "gone").revision();
      update("default/a", "gone");
      long again = update("default/a", "n").revision();
      long deleted = delete("default/a").revision();
      assertThat(take(watch, 5))
          .extracting(
              CacheEvent::type, CacheEvent::revision, e -> e.object().field("spec.nodeName"))
          .containsExactly(
              tuple(CacheEvent.Type.ADDED, in, "n"),
              tuple(CacheEvent.Type.MODIFIED, still, "n"),
              tuple(CacheEvent.Type.DELETED, out, "n"),
              tuple(CacheEvent.Type.ADDED, again, "n"),
              tuple(CacheEvent.Type.DELETED, deleted, "n"));
    }
  }

  @Test
  void aWatchOfANamespaceSeesThatAlone() throws Exception {
    try (var watch = cache.watch(store.revision(), Selection.namespace("foo"))) {
      create("foobar/a");
      create("fo/a");
      long one = create("foo/a").revision();
      assertThat(take(watch, 1)).extracting(CacheEvent::revision).containsExactly(one);
    }
  }

  @Test
  void aWatchFromARevisionTellsWhatCameAfterIt() throws Exception {
    create("default/a");
    long from = create("default/b").revision();
    long one = update("default/a", "m").revision();
    try (var watch = cache.watch(from, Selection.ALL)) {
      long two = create("default/c").revision();
      assertThat(take(watch, 2)).extracting(CacheEvent::revision).containsExactly(one, two);
    }
  }

  @Test
  void aWatchFromBeforeTheFirstUseOfTheCacheTellsWhatCameAfterIt() throws Exception {
    long from = elsewhere();
    store.put(key("default/a"), pod("a", "n"), Expectation.ANY);
    long one = store.revision();
    store.put(key("default/a"), pod("a", "m"), Expectation.ANY);
    store.delete(key("default/a"), Expectation.ANY);
    elsewhere();
    try (var watch = cache.watch(from, Selection.ALL)) {
      assertThat(take(watch, 3))
          .extracting(CacheEvent::type, CacheEvent::revision)
          .containsExactly(
              tuple(CacheEvent.Type.ADDED, one),
              tuple(CacheEvent.Type.MODIFIED, one + 1),
              tuple(CacheEvent.Type.DELETED, one + 2));
    }
  }

  @Test
  void aWatchFromTheFutureWaitsForIt() throws Exception {
    long future = store.revision() + 2;
    try (var watch = cache.watch(future, Selection.ALL)) {
      create("default/a");
      create("default/b");
      long one = create("default/c").revision();
      assertThat(take(watch, 1)).extracting(CacheEvent::revision).containsExactly(one);
    }
  }

  @Test
  void aListAndAWatchFromItLeaveNoGap() throws Exception {
    create("default/a");
    var snapshot = cache.fresh();
    long one = create("default/b").revision();
    try (var watch = cache.watch(snapshot, Selection.ALL)) {
      long two = create("default/c").revision();
      assertThat(take(watch, 2)).extracting(CacheEvent::revision).containsExactly(one, two);
    }
  }

  @Test
  void allWatchersOfAnEventShareItAndItsEncoding() throws Exception {
    try (var one = cache.watch(store.revision(), Selection.ALL);
        var two = cache.watch(store.revision(), Selection.namespace("default"))) {
      create("default/a");
      var first = take(one, 1).getFirst();
      assertThat(take(two, 1).getFirst()).isSameAs(first);
      var frame = first.encoded("json", e -> Bytes.utf8(e.type() + e.object().json().utf8()));
      assertThat(first.encoded("json", _ -> Bytes.EMPTY)).isSameAs(frame);
    }
  }

  @Test
  void aQuietWatchTellsARevisionThatGrowsWithTheWritesOfOthers() throws Exception {
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      long global = elsewhere();
      long deadline = System.nanoTime() + SOON.toNanos();
      while (watch.revision() < global && System.nanoTime() < deadline)
        assertThat(watch.next(Duration.ofMillis(5)))
            .isInstanceOfSatisfying(
                CacheWatch.Next.Quiet.class,
                quiet -> assertThat(quiet.revision()).isEqualTo(watch.revision()));
      assertThat(watch.revision()).isGreaterThanOrEqualTo(global);
    }
  }

  @Test
  void aWatchFromBeforeTheWindowIsRefused() {
    var narrow = narrow();
    long old = store.revision();
    for (int i = 0; i < 30; i++) create("default/b" + i);
    narrow.fresh();
    assertThatThrownBy(() -> narrow.watch(old, Selection.ALL))
        .isInstanceOf(StoreException.Compacted.class);
    narrow.close();
  }

  @Test
  void aSlowWatcherIsEndedAndOthersAreNot() throws Exception {
    var narrow = narrow();
    try (var slow = narrow.watch(store.revision(), Selection.ALL);
        var quick = narrow.watch(store.revision(), Selection.ALL)) {
      for (int i = 0; i < 30; i++) {
        create("default/b" + i);
        take(quick, 1);
      }
      assertThat(slow.next(SOON)).isEqualTo(new CacheWatch.Next.Ended(CacheWatch.Reason.TOO_SLOW));
      assertThat(narrow.watches()).isEqualTo(1);
    }
    narrow.close();
  }

  @Test
  void aWatcherThatSleepsThroughWhatDoesNotConcernItIsNotSlow() throws Exception {
    var narrow = narrow(200);
    var watch = narrow.watch(store.revision(), Selection.ALL.where(on("rare")));
    var next = new FutureTask<>(() -> watch.next(PATIENTLY));
    var reader = Thread.ofPlatform().start(next);
    while (reader.getState() != Thread.State.TIMED_WAITING && !next.isDone()) Thread.onSpinWait();
    var told = new LinkedBlockingQueue<Object>();
    var other = narrow.watch(store.revision(), Selection.ALL);
    try (watch;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.deliverTo(taker(told::add, Bells.NONE));
      threads.submit(() -> {
        while (other.next(PATIENTLY) instanceof CacheWatch.Next.Events(var own)) told.addAll(own);
        return null;
      });
      for (int i = 0; i < 1000; i++) {
        create("default/b" + i);
        // From the thread that looks after all watches: it is not behind when the next one comes.
        assertThat(told.poll(5, TimeUnit.MINUTES)).isNotNull();
      }
      other.close();
      var rare = create("default/rare", "rare");
      assertThat(next.get())
          .isInstanceOfSatisfying(
              CacheWatch.Next.Events.class,
              seen ->
                  assertThat(seen.events())
                      .extracting(CacheEvent::revision)
                      .containsExactly(rare.revision()));
    }
    narrow.close();
  }

  @Test
  void whatATakerTakesNeedsNoReaderAndItsBellIsRungAfterwards() throws Exception {
    var taken = new LinkedBlockingQueue<Object>();
    Runnable bell = () -> taken.add("bell");
    var watch = cache.watch(store.revision(), Selection.ALL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      watch.deliverTo(taker(taken::add, bell));
      // What comes before it waits is its own.
      var reader =
          threads.submit(() -> {
            while (watch.next(PATIENTLY) instanceof CacheWatch.Next.Events) {}
            return null;
          });
      Object last = "";
      for (int i = 0; !"bell".equals(last); i++) {
        create("default/b" + i);
        last = taken.poll(10, TimeUnit.MILLISECONDS);
        if (last instanceof CacheEvent) last = taken.poll(5, TimeUnit.MINUTES);
      }
      assertThat(reader).isNotDone();
      watch.close();
      reader.get();
    }
  }

  @Test
  void betweenATakerThatRefusesAtTimesAndTheReaderEveryEventIsToldOnceAndInOrder()
      throws Exception {
    var told = new ConcurrentLinkedQueue<Long>();
    var random = new Random(7);
    var watch = cache.watch(store.revision(), Selection.ALL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      watch.deliverTo(
          taker(event -> random.nextInt(3) > 0 && told.add(event.revision()), Bells.NONE));
      var reader =
          threads.submit(() -> {
            while (watch.next(PATIENTLY) instanceof CacheWatch.Next.Events(var events))
              events.forEach(event -> told.add(event.revision()));
            return null;
          });
      var written = new ArrayList<Long>();
      for (int i = 0; i < 500; i++) written.add(create("default/b" + i).revision());
      while (told.size() < written.size() && !reader.isDone()) Thread.onSpinWait();
      watch.close();
      reader.get();
      assertThat(told).containsExactlyElementsOf(written);
    }
  }

  private static CacheWatch.Taker taker(Predicate<CacheEvent> first, Runnable bell) {
    return new CacheWatch.Taker() {
      @Override
      public boolean take(List<CacheEvent> events) {
        // All or nothing: what is refused comes out of the reader whole.
        return events.size() == 1 && first.test(events.getFirst());
      }

      @Override
      public Runnable bell() {
        return bell;
      }
    };
  }

  @Test
  void closingAWatchWakesItsReader() throws Exception {
    var watch = cache.watch(store.revision(), Selection.ALL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var next = threads.submit(() -> watch.next(SOON));
      watch.close();
      assertThat(next.get()).isEqualTo(new CacheWatch.Next.Ended(CacheWatch.Reason.CLOSED));
    }
  }

  @Test
  void closingTheStoreEndsTheWatchesOfItsCaches() throws Exception {
    var watch = cache.watch(store.revision(), Selection.ALL);
    store.close();
    assertThat(watch.next(SOON)).isEqualTo(new CacheWatch.Next.Ended(CacheWatch.Reason.CLOSED));
  }

  @Test
  void anUnreadableValueIsShownAsDamagedAndCanBeDeleted() throws Exception {
    create("default/a");
    try (var watch = cache.watch(store.revision(), Selection.ALL)) {
      store.put(key("default/bad"), Bytes.utf8("no json"), Expectation.ANY);
      assertThat(take(watch, 1).getFirst().object().isDamaged()).isTrue();
      assertThat(cache.fresh().list(Selection.ALL, "", 0).items())
          .extracting(CachedObject::isDamaged)
          .containsExactly(false, true);
      delete("default/bad");
      assertThat(pods.get(key("default/bad"))).isEmpty();
    }
  }

  @Test
  void manyWatchersSeeAllThatManyWritersWrite() throws Exception {
    int writers = 8;
    int each = 100;
    long from = store.revision();
    cache.fresh();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var seen = new ArrayList<Future<List<CacheEvent>>>();
      for (int w = 0; w < 50; w++)
        seen.add(
            threads.submit(() -> {
              try (var watch = cache.watch(from, Selection.ALL)) {
                return take(watch, writers * each);
              }
            }));
      for (int w = 0; w < writers; w++) {
        int writer = w;
        threads.submit(() -> {
          for (int i = 0; i < each; i++) create("default/w" + writer + "-" + i);
        });
      }
      for (var events : seen) {
        assertThat(events.get())
            .extracting(CacheEvent::revision)
            .isSorted()
            .doesNotHaveDuplicates();
      }
    }
    assertThat(cache.fresh().size()).isEqualTo(writers * each);
  }

  @Test
  void whoeverFollowsKnowsInTheEndWhatIsStored() throws Exception {
    var end = new CompletableFuture<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var followers = new ArrayList<Future<Map<String, Long>>>();
      for (int f = 0; f < 20; f++) {
        var selection = f % 2 == 0 ? Selection.ALL : Selection.ALL.where(on("even"));
        followers.add(threads.submit(() -> follow(selection, end)));
      }
      var writers = new ArrayList<Future<?>>();
      for (int w = 0; w < 6; w++) {
        var random = new Random(w);
        writers.add(threads.submit(() -> scribble(random, 400)));
      }
      for (var writer : writers) writer.get();
      end.complete(store.revision());
      for (int f = 0; f < 20; f++) {
        var selection = f % 2 == 0 ? Selection.ALL : Selection.ALL.where(on("even"));
        assertThat(followers.get(f).get()).isEqualTo(revisions(cache.fresh(), selection));
      }
    }
  }

  private static Map<String, Long> revisions(Snapshot snapshot, Selection selection) {
    var revisions = new HashMap<String, Long>();
    for (var object : snapshot.list(selection, "", 0).items())
      revisions.put(object.key(), object.revision());
    return revisions;
  }

  /// Lists, watches, and keeps what it was told, until it has seen all up to the end's revision; begins anew where it was too slow.
  private Map<String, Long> follow(Selection selection, Future<Long> end) throws Exception {
    while (true) {
      var snapshot = cache.fresh();
      var known = revisions(snapshot, selection);
      try (var watch = cache.watch(snapshot, selection)) {
        if (follow(watch, known, end)) return known;
      }
    }
  }

  private static boolean follow(CacheWatch watch, Map<String, Long> known, Future<Long> end)
      throws Exception {
    while (!end.isDone() || watch.revision() < end.get())
      switch (watch.next(Duration.ofMillis(5))) {
        case CacheWatch.Next.Events(var events) -> events.forEach(event -> apply(event, known));
        case CacheWatch.Next.Quiet _ -> {}
        case CacheWatch.Next.Ended _ -> {
          return false;
        }
      }
    return true;
  }

  private static void apply(CacheEvent event, Map<String, Long> known) {
    var key = event.object().key();
    if (event.type() == CacheEvent.Type.DELETED) assertThat(known.remove(key)).isNotNull();
    else known.put(key, event.revision());
  }

  /// Writes at random, and compacts now and then.
  private Void scribble(Random random, int steps) {
    for (int i = 0; i < steps; i++) {
      var key = key("default/" + random.nextInt(10));
      var json = pod("x", random.nextBoolean() ? "even" : "odd");
      var now = pods.get(key);
      if (now.isEmpty()) pods.create(key, json);
      else if (random.nextInt(3) == 0) pods.delete(key, now.get().revision());
      else pods.update(key, json, now.get().revision());
      if (random.nextInt(100) == 0) compact(store.revision() - 20);
    }
    return null;
  }

  private void compact(long revision) {
    try {
      if (revision > 0) store.compact(revision);
    } catch (StoreException.Compacted e) {
      // Another thread was faster.
      assertThat(store.compactedRevision()).isGreaterThanOrEqualTo(revision);
    }
  }
}
