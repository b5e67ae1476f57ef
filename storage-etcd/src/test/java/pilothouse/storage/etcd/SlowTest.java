package pilothouse.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pilothouse.storage.Expectation.ANY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pilothouse.api.Bytes;
import pilothouse.storage.Outcome;
import pilothouse.storage.Range;
import pilothouse.storage.StoreException;

/// An etcd that answers, but slowly.
final class SlowTest {
  private static final Duration SLOW = Duration.ofMillis(300);

  @RegisterExtension private static final SharedEtcd ETCD = new SharedEtcd();

  private static EtcdStore open(SlowPath path, Duration patience) {
    var settings = EtcdSettings.of(List.of(path.url()), EtcdTls.NONE, Duration.ZERO);
    return Watched.open(settings.patience(patience));
  }

  private static long put(EtcdStore store, String key) {
    return ((Outcome.Written) store.put(key, Bytes.utf8("1"), ANY)).revision();
  }

  @Test
  void callsOfAnEtcdThatAnswersSlowlySucceedSideBySideAndItsWatchesMissNothing() throws Exception {
    ETCD.openEmpty().close();
    try (var path = new SlowPath(ETCD.process().url());
        var store = open(path, Watched.SOON);
        var watch = store.watch("/a/", store.revision() + 1);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      path.delay(SLOW);
      long asked = System.nanoTime();
      put(store, "/a/first");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(SLOW);
      var writes = new ArrayList<Callable<Long>>();
      for (int i = 0; i < 200; i++) {
        String key = "/a/" + i;
        writes.add(() -> put(store, key));
      }
      asked = System.nanoTime();
      for (var write : threads.invokeAll(writes)) assertThat(write.get()).isPositive();
      // One after the other they would take a minute.
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SLOW.multipliedBy(200));
      assertThat(store.range(Range.of("/a/")).items()).hasSize(201);
      assertThat(Watched.revisions(watch, 201)).isSorted().doesNotHaveDuplicates();
      assertThat(store.isHealthy(Watched.SOON)).isTrue();
      assertThat(store.isHealthy(SLOW.dividedBy(3))).isFalse();
    }
  }

  @Test
  void anEtcdThatAnswersTooSlowlyIsToldAsUnavailableAndServesAgainWhenItIsQuicker()
      throws Exception {
    ETCD.openEmpty().close();
    try (var path = new SlowPath(ETCD.process().url());
        var store = open(path, Duration.ofSeconds(2))) {
      path.delay(Duration.ofSeconds(4));
      assertThatThrownBy(() -> store.get("/a")).isInstanceOf(StoreException.Unavailable.class);
      assertThatThrownBy(() -> put(store, "/a"))
          .isInstanceOfSatisfying(
              StoreException.Unavailable.class, e -> assertThat(e.isUncertain()).isTrue());
      path.delay(Duration.ZERO);
      assertThat(store.isHealthy(Watched.SOON)).isTrue();
      // It was written all the same: that is what uncertain means.
      assertThat(store.get("/a")).isPresent();
    }
  }
}
