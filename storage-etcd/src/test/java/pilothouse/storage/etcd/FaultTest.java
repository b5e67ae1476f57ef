package pilothouse.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pilothouse.storage.Expectation.ABSENT;
import static pilothouse.storage.Expectation.ANY;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Outcome;
import pilothouse.storage.Range;
import pilothouse.storage.StoreException;
import pilothouse.storage.Watch;

/// An etcd that stands still, dies, forgets, or is only one of several addresses.
final class FaultTest {
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private EtcdProcess etcd;

  @BeforeEach
  void start() throws Exception {
    etcd = EtcdProcess.start(folder.resolve("etcd"));
  }

  @AfterEach
  void stop() throws Exception {
    etcd.resume();
    etcd.close();
  }

  private EtcdStore impatient() {
    return Watched.open(etcd.settings().patience(SHORT));
  }

  private static Bytes bytes(String text) {
    return Bytes.utf8(text);
  }

  private static long put(EtcdStore store, String key) {
    return ((Outcome.Written) store.put(key, bytes("1"), ANY)).revision();
  }

  @Test
  void anEtcdThatStandsStillIsToldInTimeAndNothingIsMissedWhenItGoesOn() throws Exception {
    try (var store = impatient();
        var patient = etcd.open();
        var watch = store.watch("/a/", patient.revision() + 1)) {
      long first = put(patient, "/a/1");
      etcd.pause();
      long asked = System.nanoTime();
      assertThatThrownBy(() -> store.get("/a/1")).isInstanceOf(StoreException.Unavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .isBetween(SHORT.dividedBy(2), Watched.SOON);
      assertThat(store.isHealthy(Duration.ofMillis(200))).isFalse();
      assertThatThrownBy(() -> put(store, "/b/1"))
          .isInstanceOfSatisfying(
              StoreException.Unavailable.class, e -> assertThat(e.isUncertain()).isTrue());
      etcd.resume();
      assertThat(store.isHealthy(Watched.SOON)).isTrue();
      long second = put(patient, "/a/2");
      assertThat(Watched.revisions(watch, 2)).containsExactly(first, second);
    }
  }

  @Test
  void anEtcdThatDiesAndComesBackIsFoundAgainAndNothingIsMissedOrRepeated() throws Exception {
    try (var store = impatient();
        var watch = store.watch("/a/", 1)) {
      long first;
      long second;
      try (var writer = etcd.open()) {
        first = put(writer, "/a/1");
        assertThat(Watched.revisions(watch, 1)).containsExactly(first);
      }
      etcd.kill();
      assertThatThrownBy(() -> store.get("/a/1")).isInstanceOf(StoreException.Unavailable.class);
      etcd.restart();
      assertThat(store.isHealthy(Watched.SOON)).isTrue();
      try (var writer = etcd.open()) {
        second = put(writer, "/a/2");
        long third = put(writer, "/a/3");
        assertThat(Watched.revisions(watch, 2)).containsExactly(second, third);
      }
      assertThat(watch.next(Duration.ofMillis(300))).isInstanceOf(Watch.Batch.Quiet.class);
    }
  }

  @Test
  void aWriteThatCouldNotBeSentIsSentWhenEtcdIsBack() throws Exception {
    try (var store = etcd.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      etcd.kill();
      // Until the loss is noticed a write may leave for nowhere.
      assertThat(store.isHealthy(SHORT)).isFalse();
      var written = threads.submit(() -> store.put("/a", bytes("1"), ABSENT));
      etcd.restart();
      assertThat(written.get()).isInstanceOf(Outcome.Written.class);
    }
  }

  @Test
  void aStoreIsNotOpenedWhereNobodyAnswers() throws Exception {
    var nobody = List.of(URI.create("http://127.0.0.1:" + EtcdProcess.freePort()));
    var settings = EtcdSettings.of(nobody, EtcdTls.NONE, Duration.ZERO).patience(SHORT);
    assertThatThrownBy(() -> EtcdStore.open(settings))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void anotherAddressIsTakenWhereOneDoesNotAnswer() throws Exception {
    var dead = URI.create("http://127.0.0.1:" + EtcdProcess.freePort());
    var settings =
        EtcdSettings.of(List.of(dead, etcd.url()), EtcdTls.NONE, Duration.ZERO)
            .patience(Watched.SOON);
    try (var store = EtcdStore.open(settings);
        var watch = store.watch("/a/", store.revision() + 1)) {
      long revision = put(store, "/a/1");
      assertThat(Watched.revisions(watch, 1)).containsExactly(revision);
    }
  }

  @Test
  void aWatchThatLagsBehindACompactionOfOthersSaysSo() throws Exception {
    try (var store = etcd.open();
        var other = etcd.open()) {
      long first = put(store, "/a/1");
      for (int i = 0; i < 10; i++) put(store, "/a/1");
      other.compact(other.revision());
      try (var reopened = etcd.open();
          var watch = reopened.watch("/a/", first)) {
        assertThat(watch.next(Watched.SOON)).isInstanceOf(Watch.Batch.Compacted.class);
        assertThatThrownBy(() -> reopened.range(Range.of("/a/").at(first)))
            .isInstanceOfSatisfying(
                StoreException.Compacted.class,
                e -> assertThat(e.compactedRevision()).isEqualTo(other.compactedRevision()));
      }
    }
  }

  @Test
  void ofTwoServersOneCompactsInEachInterval() throws Exception {
    try (var store = etcd.open();
        var mine = new Cluster(etcd.settings());
        var others = new Cluster(etcd.settings())) {
      var compactions = new Compactions();
      var one = new Compactor(mine, compactions, Duration.ZERO);
      var two = new Compactor(others, compactions, Duration.ZERO);
      long old = put(store, "/a");
      assertThat(one.takeTurn()).isFalse();
      assertThat(two.takeTurn()).isFalse();
      put(store, "/a");
      assertThat(List.of(one.takeTurn(), two.takeTurn())).containsOnlyOnce(true);
      assertThat(compactions.newest()).isGreaterThanOrEqualTo(old);
      assertThat(store.get(Compactions.KEY).orElseThrow().value())
          .isEqualTo(bytes(Long.toString(compactions.newest())));
    }
  }
}
