package pilothouse.storage.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Watch;

/// What a watch tells.
final class Watched {
  /// For what happens at once, on however slow a machine.
  static final Duration SOON = Duration.ofSeconds(60);

  private Watched() {}

  /// A store with less patience than it may take to open it.
  static EtcdStore open(EtcdSettings settings) {
    return whenItCanBe(() -> EtcdStore.open(settings));
  }

  /// The answer of a cluster that may be without a leader for a while.
  static <T> T whenItCanBe(Supplier<T> question) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        return question.get();
      } catch (StoreException.Unavailable e) {
        if (System.nanoTime() - deadline > 0) throw e;
      }
    }
  }

  /// The next `n` events or more; fewer if they do not come soon after each other.
  static List<StoreEvent> events(Watch watch, int n) throws InterruptedException {
    var all = new ArrayList<StoreEvent>();
    long deadline = System.nanoTime() + SOON.toNanos();
    while (all.size() < n && System.nanoTime() < deadline)
      if (watch.next(Duration.ofMillis(100)) instanceof Watch.Batch.Events(var events, _)) {
        all.addAll(events);
        deadline = System.nanoTime() + SOON.toNanos();
      }
    return all;
  }

  static List<Long> revisions(Watch watch, int n) throws InterruptedException {
    return events(watch, n).stream().map(StoreEvent::revision).toList();
  }

  /// Waits until a revision has been told.
  static void awaitRevision(Watch watch, long revision) throws InterruptedException {
    long told = 0;
    for (int n = 0; n < 100 && told < revision; n++) {
      var more = revisions(watch, 1);
      if (more.isEmpty()) break;
      told = more.getLast();
    }
    if (told != revision) throw new AssertionError(told + " was told last, not " + revision);
  }
}
