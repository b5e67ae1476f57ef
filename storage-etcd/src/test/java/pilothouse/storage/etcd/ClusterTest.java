package pilothouse.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pilothouse.storage.Expectation.ABSENT;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.api.protobuf.WireReader;
import pilothouse.storage.Outcome;
import pilothouse.storage.Range;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Watch;

/// A cluster of three members that loses one, its leader, or too many.
final class ClusterTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int WRITERS = 4;

  @TempDir private static Path folder;
  private static List<EtcdProcess> members = List.of();

  @BeforeAll
  static void start() throws IOException {
    members = EtcdProcess.startCluster(folder, 3);
  }

  @AfterAll
  static void stop() {
    members.forEach(EtcdProcess::close);
  }

  @BeforeEach
  void begin() throws Exception {
    for (var member : members) if (!member.isAlive()) member.restart();
    for (var member : members)
      try (var alone = new Cluster(member.settings())) {
        alone.call(Rpc.RANGE, Requests.revision());
      }
    try (var cluster = new Cluster(settings(Watched.SOON))) {
      Watched.whenItCanBe(() -> cluster.call(Rpc.DELETE, Requests.deleteAll()));
    }
  }

  private static EtcdSettings settings(Duration patience) {
    var urls = members.stream().map(EtcdProcess::url).toList();
    return EtcdSettings.of(urls, EtcdTls.NONE, Duration.ZERO).patience(patience);
  }

  /// Who leads, as the members say.
  private static EtcdProcess leader() {
    return Watched.whenItCanBe(() -> {
      for (var member : members)
        try (var alone = new Cluster(member.settings())) {
          var status = alone.call(Rpc.STATUS, Bytes.EMPTY);
          if (Answers.number(status, 4) == member(status)) return member;
        }
      throw new StoreException.Unavailable("nobody leads");
    });
  }

  private static long member(Bytes status) {
    var in = new WireReader(status.unsafeArray(), 0, status.size());
    while (in.next()) {
      if (in.field() != 1) in.skip();
      else
        for (var header = in.message("header"); header.next(); )
          if (header.field() == 2) return header.number("member_id");
          else header.skip();
    }
    throw new AssertionError("no member is named");
  }

  /// Keys that were acknowledged, with their revisions.
  private static final class Writing implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Future<TreeMap<String, Long>>> writers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Writing(EtcdStore store) {
      for (int w = 0; w < WRITERS; w++) {
        String prefix = "/a/" + w + "-";
        writers.add(threads.submit(() -> write(store, prefix)));
      }
    }

    private TreeMap<String, Long> write(EtcdStore store, String prefix) {
      var written = new TreeMap<String, Long>();
      for (int i = 0; !stop.get(); i++) {
        try {
          var outcome = store.put(prefix + i, Bytes.utf8("1"), ABSENT);
          written.put(prefix + i, ((Outcome.Written) outcome).revision());
          count.incrementAndGet();
        } catch (StoreException.Unavailable e) {
          // Nobody knows what became of it; the next one has another name.
          assertThat(e).isNotNull();
        }
      }
      return written;
    }

    /// Returns when so many more are acknowledged.
    void await(int more) {
      int wanted = count.get() + more;
      long deadline = System.nanoTime() + Watched.SOON.toNanos();
      while (count.get() < wanted && System.nanoTime() < deadline)
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      assertThat(count.get()).isGreaterThanOrEqualTo(wanted);
    }

    TreeMap<String, Long> end() throws Exception {
      stop.set(true);
      var all = new TreeMap<String, Long>();
      for (var writer : writers) all.putAll(writer.get());
      return all;
    }

    @Override
    public void close() {
      stop.set(true);
      threads.close();
    }
  }

  /// Every write that was acknowledged is there and was told once, in order, whatever else happened.
  private static void check(TreeMap<String, Long> written, EtcdStore store, Watch watch)
      throws InterruptedException {
    var stored = new TreeMap<String, Long>();
    for (var item : store.range(Range.of("/a/")).items()) stored.put(item.key(), item.revision());
    assertThat(stored).containsAllEntriesOf(written);
    long end = store.revision();
    var seen = Watched.events(watch, stored.size());
    assertThat(seen).extracting(StoreEvent::revision).isSorted().doesNotHaveDuplicates();
    assertThat(seen)
        .extracting(StoreEvent::key)
        .containsExactlyInAnyOrderElementsOf(stored.keySet());
    assertThat(seen.getLast().revision()).isLessThanOrEqualTo(end);
  }

  @Test
  void aClusterThatLosesItsLeaderGoesOnWithAnotherAndNothingIsLostOrRepeated() throws Exception {
    try (var store = EtcdStore.open(settings(Watched.SOON));
        var watch = store.watch("/a/", store.revision() + 1);
        var writing = new Writing(store)) {
      writing.await(50);
      leader().kill();
      writing.await(50);
      check(writing.end(), store, watch);
    }
  }

  @Test
  void aMemberThatIsAskedAndDiesIsReplacedByTheNextAndMayComeBack() throws Exception {
    try (var store = EtcdStore.open(settings(Watched.SOON));
        var watch = store.watch("/a/", store.revision() + 1);
        var writing = new Writing(store)) {
      for (int i = 0; i < 2; i++) {
        writing.await(50);
        members.get(i).kill();
        writing.await(50);
        members.get(i).restart();
      }
      check(writing.end(), store, watch);
    }
  }

  @Test
  void aMemberThatStandsStillIsLeftForTheNext() throws Exception {
    try (var store = Watched.open(settings(SHORT));
        var watch = store.watch("/a/", Watched.whenItCanBe(store::revision) + 1)) {
      long first = put(store, "/a/1");
      assertThat(Watched.revisions(watch, 1)).containsExactly(first);
      members.getFirst().pause();
      try {
        // Where it led, the others need a while to elect another.
        assertThat(Watched.whenItCanBe(() -> store.get("/a/1"))).isPresent();
        long second = put(store, "/a/2");
        Watched.awaitRevision(watch, second);
      } finally {
        members.getFirst().resume();
      }
    }
  }

  @Test
  void withoutAMajorityEveryCallEndsAndTheClusterServesAgainWhenItIsBack() throws Exception {
    try (var store = Watched.open(settings(SHORT));
        var watch = store.watch("/a/", Watched.whenItCanBe(store::revision) + 1)) {
      members.get(1).kill();
      members.get(2).kill();
      assertThatThrownBy(() -> store.get("/a/1")).isInstanceOf(StoreException.Unavailable.class);
      assertThatThrownBy(() -> store.put("/a/1", Bytes.utf8("1"), ABSENT))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThat(store.isHealthy(Duration.ofMillis(200))).isFalse();
      members.get(1).restart();
      assertThat(store.isHealthy(Watched.SOON)).isTrue();
      try (var patient = EtcdStore.open(settings(Watched.SOON))) {
        long written = put(patient, "/a/2");
        Watched.awaitRevision(watch, written);
      }
    }
  }

  /// A write that fails while a leader is elected may have happened all the same; then it is found.
  private static long put(EtcdStore store, String key) {
    Watched.whenItCanBe(() -> store.put(key, Bytes.utf8("1"), ABSENT));
    return Watched.whenItCanBe(() -> store.get(key)).orElseThrow().revision();
  }
}
