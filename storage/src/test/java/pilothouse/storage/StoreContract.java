package pilothouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pilothouse.storage.Expectation.ABSENT;
import static pilothouse.storage.Expectation.ANY;
import static pilothouse.storage.Expectation.atRevision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;

/// What every [Store] does. An implementation extends this and says how to open an empty one.
public abstract class StoreContract {
  protected static final Duration SOON = Duration.ofSeconds(60);

  protected Store store;

  /// A new store with nothing in it.
  protected abstract Store open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected static Bytes bytes(String text) {
    return Bytes.utf8(text);
  }

  protected static long written(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Written.class);
    return ((Outcome.Written) outcome).revision();
  }

  private long put(String key, String value) {
    return written(store.put(key, bytes(value), ANY));
  }

  private static List<String> keys(Page page) {
    return page.items().stream().map(Stored::key).toList();
  }

  // Reading and writing

  @Test
  void aKeyThatWasNeverWrittenIsAbsent() {
    assertThat(store.get("/a")).isEmpty();
  }

  @Test
  void aValueIsReadAsItWasWritten() {
    long revision = put("/a/ü", "1");
    assertThat(store.get("/a/ü")).contains(new Stored("/a/ü", bytes("1"), revision, revision));
  }

  @Test
  void anEmptyValueIsAValue() {
    long revision = put("/a", "");
    assertThat(store.get("/a")).contains(new Stored("/a", Bytes.EMPTY, revision, revision));
    assertThat(store.range(Range.of("/a")).items()).hasSize(1);
  }

  @Test
  void everyWriteTakesTheNextRevision() {
    long first = put("/a", "1");
    assertThat(put("/b", "1")).isEqualTo(first + 1);
    assertThat(written(store.delete("/a", ANY))).isEqualTo(first + 2);
    assertThat(store.revision()).isEqualTo(first + 2);
  }

  @Test
  void anUpdateKeepsTheRevisionThatCreatedTheKey() {
    long created = put("/a", "1");
    long updated = put("/a", "2");
    assertThat(store.get("/a")).contains(new Stored("/a", bytes("2"), updated, created));
  }

  @Test
  void aKeyThatIsWrittenAfterItsDeletionIsCreatedAnew() {
    put("/a", "1");
    store.delete("/a", ANY);
    long revision = put("/a", "2");
    assertThat(store.get("/a")).contains(new Stored("/a", bytes("2"), revision, revision));
  }

  @Test
  void aCreateLosesAgainstAnExistingKeyAndTellsIt() {
    put("/a", "1");
    long before = store.revision();
    assertThat(store.put("/a", bytes("2"), ABSENT)).isEqualTo(new Outcome.Lost(store.get("/a")));
    assertThat(store.get("/a").orElseThrow().value()).isEqualTo(bytes("1"));
    assertThat(store.revision()).isEqualTo(before);
  }

  @Test
  void aWriteAtAnOldRevisionLosesAndTellsTheCurrentValue() {
    long first = put("/a", "1");
    put("/a", "2");
    assertThat(store.put("/a", bytes("3"), atRevision(first)))
        .isEqualTo(new Outcome.Lost(store.get("/a")));
  }

  @Test
  void aWriteAtTheCurrentRevisionWins() {
    long first = put("/a", "1");
    put("/b", "1");
    written(store.put("/a", bytes("2"), atRevision(first)));
    assertThat(store.get("/a").orElseThrow().value()).isEqualTo(bytes("2"));
  }

  @Test
  void aWriteAtARevisionOfAMissingKeyLoses() {
    long first = put("/a", "1");
    store.delete("/a", ANY);
    assertThat(store.put("/a", bytes("2"), atRevision(first)))
        .isEqualTo(new Outcome.Lost(store.get("/a")));
    assertThat(store.get("/a")).isEmpty();
  }

  @Test
  void aDeletedKeyIsAbsent() {
    long first = put("/a", "1");
    written(store.delete("/a", atRevision(first)));
    assertThat(store.get("/a")).isEmpty();
  }

  @Test
  void aDeleteAtAnOldRevisionLoses() {
    long first = put("/a", "1");
    put("/a", "2");
    assertThat(store.delete("/a", atRevision(first))).isEqualTo(new Outcome.Lost(store.get("/a")));
  }

  @Test
  void aDeleteOfAMissingKeyLosesAndTakesNoRevision() {
    long before = store.revision();
    assertThat(store.delete("/a", ANY)).isEqualTo(new Outcome.Lost(java.util.Optional.empty()));
    assertThat(store.revision()).isEqualTo(before);
  }

  @Test
  void aValueThatIsTooLargeIsRefused() {
    var large = Bytes.wrap(new byte[Store.MAX_VALUE_BYTES + 1]);
    assertThatThrownBy(() -> store.put("/a", large, ANY))
        .isInstanceOf(StoreException.TooLarge.class);
    assertThat(store.get("/a")).isEmpty();
  }

  @Test
  void aValueOfTheLargestSizeIsTaken() {
    var large = Bytes.wrap(new byte[Store.MAX_VALUE_BYTES - 1024]);
    written(store.put("/a", large, ANY));
    assertThat(store.get("/a").orElseThrow().value()).isEqualTo(large);
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store.put("", bytes("1"), ANY));
  }

  @Test
  void ofManyWhoIncrementACounterNoneIsLost() throws Exception {
    put("/counter", "0");
    var lost = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++)
        threads.submit(() -> {
          for (int n = 0; n < 25; n++) lost.addAndGet(increment());
          return null;
        });
    }
    assertThat(store.get("/counter").orElseThrow().value()).isEqualTo(bytes("200"));
  }

  private int increment() {
    for (int lost = 0; ; lost++) {
      var now = store.get("/counter").orElseThrow();
      var more = bytes(String.valueOf(Integer.parseInt(now.value().utf8()) + 1));
      if (store.put("/counter", more, atRevision(now.revision())) instanceof Outcome.Written)
        return lost;
    }
  }

  @Test
  void ofManyWhoCreateTheSameKeyOneWins() throws Exception {
    var winners = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++)
        threads.submit(() -> {
          if (store.put("/a", bytes("1"), ABSENT) instanceof Outcome.Written)
            winners.incrementAndGet();
        });
    }
    assertThat(winners).hasValue(1);
  }

  @Test
  void noReadIsOlderThanOneBeforeItHoweverItIsMade() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer =
          threads.submit(() -> {
            for (int i = 0; i < 300; i++) {
              put("/a/x", "" + i);
              if (i % 3 == 2) store.delete("/a/x", ANY);
            }
          });
      long known = 0;
      while (!writer.isDone()) {
        known = newer(known, store.get("/a/x").map(Stored::revision).orElse(known));
        known = newer(known, store.revision());
        known = newer(known, store.range(Range.of("/a/")).revision());
        if (store.get("/a/x").isEmpty()) {
          var page = store.range(Range.of("/a/"));
          // Nothing that was gone is there again, unless it was written anew.
          for (var item : page.items()) newer(known, item.revision());
        }
      }
      writer.get();
    }
  }

  private static long newer(long known, long found) {
    assertThat(found).isGreaterThanOrEqualTo(known);
    return found;
  }

  // Ranges

  @Test
  void aRangeOfNothingIsEmptyAndTellsTheRevision() {
    put("/other", "1");
    assertThat(store.range(Range.of("/a/"))).isEqualTo(new Page(List.of(), store.revision(), 0));
  }

  @Test
  void aRangeIsOrderedByTheBytesOfTheKeys() {
    for (var key : List.of("/p/b/x", "/p/a-b/x", "/p/a/y", "/p/a/x", "/p/a.b/x", "/p/B/x"))
      put(key, "1");
    assertThat(keys(store.range(Range.of("/p/"))))
        .containsExactly("/p/B/x", "/p/a-b/x", "/p/a.b/x", "/p/a/x", "/p/a/y", "/p/b/x");
  }

  @Test
  void aPrefixDoesNotLeakIntoLongerNames() {
    for (var key : List.of("/pods/foo/a", "/pods/foobar/a", "/podsx/foo/a")) put(key, "1");
    assertThat(keys(store.range(Range.of("/pods/foo/")))).containsExactly("/pods/foo/a");
    assertThat(keys(store.range(Range.of("/pods/"))))
        .containsExactly("/pods/foo/a", "/pods/foobar/a");
  }

  @Test
  void aRangeShowsNoDeletedKeys() {
    put("/a/1", "1");
    put("/a/2", "1");
    store.delete("/a/1", ANY);
    assertThat(keys(store.range(Range.of("/a/")))).containsExactly("/a/2");
  }

  @Test
  void aLimitedRangeTellsHowManyRemain() {
    for (int i = 0; i < 5; i++) put("/a/" + i, "1");
    var page = store.range(Range.of("/a/").limit(2));
    assertThat(keys(page)).containsExactly("/a/0", "/a/1");
    assertThat(page.remaining()).isEqualTo(3);
    assertThat(page.more()).isTrue();
  }

  @Test
  void aLimitThatIsJustEnoughLeavesNothing() {
    put("/a/0", "1");
    put("/a/1", "1");
    assertThat(store.range(Range.of("/a/").limit(2)).more()).isFalse();
    assertThat(store.range(Range.of("/a/").limit(3)).more()).isFalse();
  }

  @Test
  void aRangeThatIsNotCountedTellsWhetherAnyRemain() {
    for (int i = 0; i < 5; i++) put("/a/" + i, "1");
    var range = Range.of("/a/").uncounted();
    assertThat(keys(store.range(range.limit(2)))).containsExactly("/a/0", "/a/1");
    assertThat(store.range(range.limit(2)).more()).isTrue();
    assertThat(store.range(range.limit(4)).more()).isTrue();
    assertThat(store.range(range.limit(5)).more()).isFalse();
    assertThat(store.range(range.limit(6)).more()).isFalse();
    assertThat(store.range(range).items()).hasSize(5);
  }

  @Test
  void pagesAtOneRevisionShowEveryKeyOnceWhateverIsWrittenMeanwhile() {
    for (int i = 0; i < 7; i++) put("/a/" + i, "1");
    var seen = new ArrayList<String>();
    var range = Range.of("/a/").limit(3);
    while (true) {
      var page = store.range(range);
      seen.addAll(keys(page));
      put("/a/00" + seen.size(), "late");
      store.delete("/a/6", ANY);
      if (!page.more()) break;
      range = range.from(page.items().getLast().key() + '\0').at(page.revision());
    }
    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 7).mapToObj(i -> "/a/" + i).toList());
  }

  @Test
  void aRangeAtAnOldRevisionShowsThatState() {
    long one = put("/a/1", "1");
    long two = put("/a/2", "1");
    long updated = put("/a/1", "2");
    long deleted = written(store.delete("/a/2", ANY));
    assertThat(keys(store.range(Range.of("/a/").at(one)))).containsExactly("/a/1");
    assertThat(keys(store.range(Range.of("/a/").at(two)))).containsExactly("/a/1", "/a/2");
    assertThat(store.range(Range.of("/a/").at(two)).items().getFirst().value())
        .isEqualTo(bytes("1"));
    assertThat(store.range(Range.of("/a/").at(updated)).items().getFirst().value())
        .isEqualTo(bytes("2"));
    assertThat(keys(store.range(Range.of("/a/").at(deleted)))).containsExactly("/a/1");
    assertThat(store.range(Range.of("/a/").at(two)).revision()).isEqualTo(two);
  }

  @Test
  void aRangeInTheFutureIsRefused() {
    long next = store.revision() + 1;
    assertThatThrownBy(() -> store.range(Range.of("/a/").at(next)))
        .isInstanceOf(StoreException.FutureRevision.class);
  }

  // Watches

  @Test
  void aWatchTellsWhatHappensInOrder() throws Exception {
    try (var watch = store.watch("/a/", store.revision() + 1)) {
      long one = put("/a/x", "1");
      long two = put("/a/x", "2");
      put("/b/x", "other");
      long three = written(store.delete("/a/x", ANY));
      assertThat(take(watch, 3))
          .containsExactly(
              new StoreEvent.Put(new Stored("/a/x", bytes("1"), one, one)),
              new StoreEvent.Put(new Stored("/a/x", bytes("2"), two, one)),
              new StoreEvent.Deleted("/a/x", three));
    }
  }

  @Test
  void aWatchFromThePastTellsThatFirst() throws Exception {
    put("/a/x", "0");
    long one = put("/a/x", "1");
    long two = written(store.delete("/a/x", ANY));
    try (var watch = store.watch("/a/", one)) {
      long three = put("/a/y", "1");
      assertThat(take(watch, 3)).extracting(StoreEvent::revision).containsExactly(one, two, three);
    }
  }

  @Test
  void aWatchFromThePastFindsItsFewWritesAmongManyOthers() throws Exception {
    long one = put("/a/x", "1");
    for (int i = 0; i < 60; i++) put("/b/" + i, "other");
    long two = put("/a/y", "1");
    long three = written(store.delete("/a/x", ANY));
    for (int i = 0; i < 60; i++) put("/b/" + i, "again");
    try (var watch = store.watch("/a/", one);
        var none = store.watch("/c/", one)) {
      assertThat(take(watch, 3))
          .containsExactly(
              new StoreEvent.Put(new Stored("/a/x", bytes("1"), one, one)),
              new StoreEvent.Put(new Stored("/a/y", bytes("1"), two, two)),
              new StoreEvent.Deleted("/a/x", three));
      long four = put("/c/x", "1");
      assertThat(take(none, 1)).extracting(StoreEvent::revision).containsExactly(four);
    }
  }

  @Test
  void aWatchFromTheFutureIsSilentUntilThen() throws Exception {
    long from = store.revision() + 3;
    try (var watch = store.watch("/a/", from)) {
      for (int i = 0; i < 4; i++) put("/a/x", "" + i);
      assertThat(take(watch, 2)).extracting(StoreEvent::revision).containsExactly(from, from + 1);
    }
  }

  @Test
  void aWatchOfOneKeyIsAWatchOfItsPrefix() throws Exception {
    try (var watch = store.watch("/a/x", store.revision() + 1)) {
      put("/a/y", "1");
      long one = put("/a/x", "1");
      assertThat(take(watch, 1)).extracting(StoreEvent::revision).containsExactly(one);
    }
  }

  @Test
  void aWatchOfEverythingSeesEverything() throws Exception {
    try (var watch = store.watch("", store.revision() + 1)) {
      put("/a/y", "1");
      put("b", "1");
      assertThat(take(watch, 2)).extracting(StoreEvent::key).containsExactly("/a/y", "b");
    }
  }

  @Test
  void aQuietWatchMakesProgressWithTheWritesOfOthers() throws Exception {
    try (var watch = store.watch("/a/", store.revision() + 1)) {
      long other = put("/b/x", "1");
      assertThat(progress(watch, other)).isGreaterThanOrEqualTo(other);
    }
  }

  private static long progress(Watch watch, long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    long known = 0;
    while (known < wanted && System.nanoTime() < deadline) {
      watch.requestProgress();
      if (watch.next(Duration.ofMillis(20)) instanceof Watch.Batch.Quiet(long revision))
        known = revision;
    }
    return known;
  }

  @Test
  void aWatchWithoutEventsIsQuietAtItsDeadline() throws Exception {
    try (var watch = store.watch("/a/", store.revision() + 1)) {
      assertThat(watch.next(Duration.ofMillis(5))).isInstanceOf(Watch.Batch.Quiet.class);
    }
  }

  @Test
  void aWatchThatIsReadLateMissesNothing() throws Exception {
    int n = 12_000;
    try (var watch = store.watch("/a/", store.revision() + 1)) {
      long first = store.revision() + 1;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int t = 0; t < 60; t++) {
          int thread = t;
          threads.submit(() -> {
            for (int i = 0; i < n / 60; i++) put("/a/" + thread, "" + i);
          });
        }
      }
      assertThat(take(watch, n))
          .extracting(StoreEvent::revision)
          .containsExactlyElementsOf(
              java.util.stream.LongStream.range(first, first + n).boxed().toList());
    }
  }

  @Test
  void watchesAtEveryRevisionSeeTheSameEventsWhileWritesGoOn() throws Exception {
    long start = store.revision();
    var all = new ArrayList<Watch>();
    for (int i = 0; i < 50; i++) {
      put("/a/" + i, "1");
      all.add(store.watch("/a/", start + 1 + i));
    }
    for (int i = 0; i < 50; i++) {
      try (var watch = all.get(i)) {
        assertThat(take(watch, 50 - i).getFirst().revision()).isEqualTo(start + 1 + i);
      }
    }
  }

  @Test
  void aClosedWatchWakesItsReader() throws Exception {
    var watch = store.watch("/a/", store.revision() + 1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var batch = threads.submit(() -> watch.next(SOON));
      watch.close();
      assertThat(batch.get()).isInstanceOf(Watch.Batch.Closed.class);
    }
  }

  @Test
  void closingTheStoreEndsItsWatches() throws Exception {
    var watch = store.watch("/a/", store.revision() + 1);
    store.close();
    assertThat(watch.next(SOON)).isInstanceOf(Watch.Batch.Closed.class);
  }

  /// The next `n` events. However slow a machine is, one comes soon after the other.
  protected static List<StoreEvent> take(Watch watch, int n) throws InterruptedException {
    var events = new ArrayList<StoreEvent>();
    long deadline = System.nanoTime() + SOON.toNanos();
    while (events.size() < n && System.nanoTime() < deadline) {
      switch (watch.next(Duration.ofMillis(100))) {
        case Watch.Batch.Events(var more, long revision) -> {
          events.addAll(more);
          deadline = System.nanoTime() + SOON.toNanos();
          assertThat(revision).isGreaterThanOrEqualTo(more.getLast().revision());
        }
        case Watch.Batch.Quiet _ -> {}
        case Watch.Batch.Compacted gone -> throw new AssertionError(gone.toString());
        case Watch.Batch.Closed gone -> throw new AssertionError(gone.toString());
      }
    }
    assertThat(events).hasSize(n);
    return events;
  }

  // Scans

  @Test
  void aScanShowsEveryKeyOnceAsOfItsRevision() {
    for (int i = 0; i < 20; i++) put("/a/" + i, "first");
    for (int i = 0; i < 20; i += 2) put("/a/" + i, "second");
    store.delete("/a/7", ANY);
    put("/b/1", "other");
    long then = store.revision();
    put("/a/1", "later");
    put("/a/new", "later");
    store.delete("/a/8", ANY);
    assertThat(scanned("/a/", then))
        .containsExactlyInAnyOrderElementsOf(store.range(Range.of("/a/").at(then)).items())
        .hasSize(19);
  }

  @Test
  void aScanFindsTheFewAmongTheMany() {
    for (int i = 0; i < 60; i++) put((i % 20 == 0 ? "/few/" : "/many/") + i, "x");
    assertThat(scanned("/few/", store.revision()))
        .extracting(Stored::key)
        .containsExactlyInAnyOrder("/few/0", "/few/20", "/few/40");
    assertThat(scanned("/none/", store.revision())).isEmpty();
  }

  @Test
  void aScanOfWhatIsForgottenOrHasNotHappenedIsRefused() {
    long one = put("/a/x", "1");
    long two = put("/a/x", "2");
    store.compact(two);
    assertThat(scanned("/a/", two)).extracting(Stored::revision).containsExactly(two);
    assertThatThrownBy(() -> scanned("/a/", one)).isInstanceOf(StoreException.Compacted.class);
    assertThatThrownBy(() -> scanned("/a/", two + 1000))
        .isInstanceOf(StoreException.FutureRevision.class);
  }

  private List<Stored> scanned(String prefix, long revision) {
    var found = new ArrayList<Stored>();
    store.scan(prefix, revision, found::add);
    return found;
  }

  // Compaction

  @Test
  void readsBeforeACompactionAreRefusedAndReadsAtItAreNot() {
    long one = put("/a/x", "1");
    long two = put("/a/x", "2");
    put("/a/x", "3");
    store.compact(two);
    assertThat(store.compactedRevision()).isEqualTo(two);
    assertThatThrownBy(() -> store.range(Range.of("/a/").at(one)))
        .isInstanceOf(StoreException.Compacted.class);
    assertThat(store.range(Range.of("/a/").at(two)).items().getFirst().value())
        .isEqualTo(bytes("2"));
    assertThat(store.get("/a/x").orElseThrow().value()).isEqualTo(bytes("3"));
  }

  @Test
  void aCompactionKeepsWhatIsStillCurrent() {
    long old = put("/a/old", "1");
    put("/a/gone", "1");
    store.delete("/a/gone", ANY);
    long last = put("/a/new", "1");
    store.compact(last);
    assertThat(keys(store.range(Range.of("/a/")))).containsExactly("/a/new", "/a/old");
    assertThat(store.get("/a/old")).contains(new Stored("/a/old", bytes("1"), old, old));
  }

  @Test
  void aWatchFromBeforeACompactionSaysSo() throws Exception {
    long one = put("/a/x", "1");
    long two = put("/a/x", "2");
    store.compact(two);
    try (var watch = store.watch("/a/", one)) {
      assertThat(watch.next(SOON)).isEqualTo(new Watch.Batch.Compacted(two));
    }
  }

  @Test
  void aWatchFromTheCompactedRevisionSeesItsEventThoughItIsADeletion() throws Exception {
    put("/a/x", "1");
    long deleted = written(store.delete("/a/x", ANY));
    store.compact(deleted);
    put("/b", "so that cleaning has had its turn");
    try (var watch = store.watch("/a/", deleted)) {
      assertThat(take(watch, 1)).containsExactly(new StoreEvent.Deleted("/a/x", deleted));
    }
  }

  @Test
  void aLiveWatchSurvivesACompactionOfWhatItHasSeen() throws Exception {
    try (var watch = store.watch("/a/", store.revision() + 1)) {
      long one = put("/a/x", "1");
      take(watch, 1);
      store.compact(one);
      long two = put("/a/x", "2");
      assertThat(take(watch, 1)).extracting(StoreEvent::revision).containsExactly(two);
    }
  }

  @Test
  void aCompactionOfTheFutureOrOfTheForgottenIsRefused() {
    long one = put("/a/x", "1");
    long two = put("/a/x", "2");
    assertThatThrownBy(() -> store.compact(two + 1))
        .isInstanceOf(StoreException.FutureRevision.class);
    store.compact(two);
    assertThatThrownBy(() -> store.compact(one)).isInstanceOf(StoreException.Compacted.class);
  }

  @Test
  void manyCompactionsLeaveTheNewestStateOfEverything() {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 30; i++) put("/a/" + i, round + "/" + i);
      for (int i = 0; i < 10; i++) store.delete("/a/" + i, ANY);
      store.compact(store.revision() - 5);
    }
    var page = store.range(Range.of("/a/"));
    assertThat(page.items())
        .hasSize(20)
        .allSatisfy(item -> assertThat(item.value().utf8()).startsWith("19/"));
  }

  // Leases

  @Test
  void aKeyEndsWithItsLeaseAndAWatchSeesItsDeletion() throws Exception {
    long other = put("/a/stays", "1");
    try (var watch = store.watch("/a/", other + 1)) {
      long one = putForASecond("/a/x");
      assertThat(take(watch, 2))
          .containsExactly(
              new StoreEvent.Put(new Stored("/a/x", bytes("1"), one, one)),
              new StoreEvent.Deleted("/a/x", one + 1));
      assertThat(store.get("/a/x")).isEmpty();
      assertThat(store.get("/a/stays")).isPresent();
    }
  }

  /// On a slow machine a lease may end before it is used.
  private long putForASecond(String key) {
    while (true) {
      try {
        return written(store.put(key, bytes("1"), ANY, store.grant(Duration.ofSeconds(1))));
      } catch (StoreException.NoSuchLease e) {
        assertThat(store.get(key)).isEmpty();
      }
    }
  }

  @Test
  void aPutWithoutALeaseTakesTheKeyOutOfItsLease() throws Exception {
    putForASecond("/a/x");
    long kept = put("/a/x", "2");
    try (var watch = store.watch("/a/", kept + 1)) {
      // Its lease is younger, and ends later.
      putForASecond("/a/y");
      assertThat(take(watch, 2)).extracting(StoreEvent::key).containsExactly("/a/y", "/a/y");
      assertThat(store.get("/a/x").orElseThrow().revision()).isEqualTo(kept);
    }
  }

  @Test
  void aPutWithALeaseThatWasNeverGrantedIsRefused() {
    assertThatThrownBy(() -> store.put("/a/x", bytes("1"), ANY, new Lease(4711)))
        .isInstanceOf(StoreException.NoSuchLease.class);
    assertThat(store.get("/a/x")).isEmpty();
  }

  @Test
  void aKeyTellsHowLongItsLeaseStillRuns() {
    store.put("/a/x", bytes("1"), ANY, store.grant(Duration.ofHours(1)));
    put("/a/y", "1");
    assertThat(store.timeLeft("/a/x").orElseThrow())
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(61));
    assertThat(store.timeLeft("/a/y")).isEmpty();
    assertThat(store.timeLeft("/a/z")).isEmpty();
    put("/a/x", "2");
    assertThat(store.timeLeft("/a/x")).isEmpty();
  }

  // Closing

  @Test
  void aClosedStoreRefusesEverything() {
    store.close();
    assertThatThrownBy(() -> put("/a", "1")).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.get("/a")).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.range(Range.of("/a")))
        .isInstanceOf(StoreException.Unavailable.class);
    store.close();
  }
}
