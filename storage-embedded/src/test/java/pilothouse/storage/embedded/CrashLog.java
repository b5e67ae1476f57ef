package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import pilothouse.storage.Store;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;
import pilothouse.storage.Watch;

/// What a killed process said, and whether the store that it left is what it must be then.
final class CrashLog {
  /// @param n 0 for a deletion
  private record Write(String key, long n) {}

  private final Map<String, Long> acknowledged = new HashMap<>();
  private final Map<String, Long> revisions = new HashMap<>();
  private final Map<String, Long> tried = new HashMap<>();
  private final TreeMap<Long, Write> byRevision = new TreeMap<>();
  private long newest;
  private long writes;

  long newest() {
    return newest;
  }

  /// How many writes were acknowledged.
  long writes() {
    return writes;
  }

  /// A line of [CrashChild]; the last one of a process may be cut off.
  void line(String line) {
    if (!line.endsWith(".")) return;
    var words = line.substring(0, line.length() - 1).split(" ");
    var key = words[1];
    long n = Long.parseLong(words[2]);
    if (words[0].equals("t")) {
      tried.put(key, n);
      return;
    }
    long revision = Long.parseLong(words[3]);
    writes++;
    tried.remove(key);
    acknowledged.put(key, n);
    revisions.put(key, revision);
    byRevision.put(revision, new Write(key, n));
    newest = Math.max(newest, revision);
  }

  void check(Store store) throws InterruptedException {
    assertThat(store.revision()).as("revision").isGreaterThanOrEqualTo(newest);
    for (var key : acknowledged.keySet()) checkKey(store, key);
    for (var key : tried.keySet()) checkKey(store, key);
    checkWatch(store);
    // What is there now is what the next process begins with.
    tried.clear();
    newest = store.revision();
    byRevision.clear();
  }

  private void checkKey(Store store, String key) {
    var found = store.get(key);
    long n = found.map(Stored::value).map(CrashChild::number).orElse(0L);
    long expected = acknowledged.getOrDefault(key, 0L);
    boolean wasTried = tried.containsKey(key) && tried.get(key) == n;
    if (n != expected) assertThat(wasTried).as(key + " is " + n + " and not " + expected).isTrue();
    long revision = found.map(Stored::revision).orElse(0L);
    if (n == expected && !wasTried && n != 0)
      assertThat(revision).as(key).isEqualTo(revisions.get(key));
    acknowledged.put(key, n);
    revisions.put(key, revision);
  }

  /// A watch from the oldest revision that is left tells every later one once, and what was acknowledged is among them.
  private void checkWatch(Store store) throws InterruptedException {
    long from = Math.max(2, store.compactedRevision());
    long to = store.revision();
    var told = new ArrayList<StoreEvent>();
    try (var watch = store.watch("", from)) {
      while (told.isEmpty() || told.getLast().revision() < to) {
        if (to < from) return;
        switch (watch.next(Duration.ofMinutes(2))) {
          case Watch.Batch.Events(var events, _) -> told.addAll(events);
          case Watch.Batch.Quiet quiet -> throw new AssertionError(quiet + " of " + to);
          case Watch.Batch.Compacted gone -> throw new AssertionError(gone.toString());
          case Watch.Batch.Closed gone -> throw new AssertionError(gone.toString());
        }
      }
    }
    for (int i = 0; i < told.size(); i++)
      assertThat(told.get(i).revision()).as("a gap").isEqualTo(from + i);
    for (var event : told) {
      var write = byRevision.get(event.revision());
      if (write != null) assertThat(writeOf(event)).isEqualTo(write);
    }
  }

  private static Write writeOf(StoreEvent event) {
    return switch (event) {
      case StoreEvent.Put(var stored) -> new Write(stored.key(), CrashChild.number(stored.value()));
      case StoreEvent.Deleted(var key, _) -> new Write(key, 0);
    };
  }
}
