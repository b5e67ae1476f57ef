package pilothouse.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.cache.CacheEvent;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;

/// etcd deletes all keys of a lease that ends as one revision.
final class SharedRevisionTest {
  private static final StoredResource EVENTS = new StoredResource("/registry/events/", true);
  private static final int OBJECTS = 150;

  @TempDir private Path folder;

  @Test
  void aWatcherSeesEveryObjectOfALeaseThatEnds() throws Exception {
    try (var etcd = EtcdProcess.start(folder.resolve("etcd"));
        var store = etcd.open();
        var events = new ObjectStorage(store, EVENTS, WindowLimits.DEFAULT)) {
      var start = events.cache().fresh();
      for (int i = 0; i < OBJECTS; i++)
        events.create(
            EVENTS.key("default", "e" + i), Bytes.utf8("{\"metadata\":{}}"), Duration.ofSeconds(1));
      try (var watch = events.cache().watch(start, Selection.ALL)) {
        var deleted = deletions(watch);
        assertThat(deleted).extracting(event -> event.object().key()).doesNotHaveDuplicates();
        assertThat(deleted.stream().map(CacheEvent::revision).distinct().count())
            .isLessThan(OBJECTS);
      }
      assertThat(events.cache().fresh().size()).isZero();
    }
  }

  private static ArrayList<CacheEvent> deletions(CacheWatch watch) throws InterruptedException {
    var deleted = new ArrayList<CacheEvent>();
    long deadline = System.nanoTime() + Watched.SOON.toNanos();
    while (deleted.size() < OBJECTS && System.nanoTime() < deadline)
      if (watch.next(Duration.ofSeconds(1)) instanceof CacheWatch.Next.Events(var events)) {
        deadline = System.nanoTime() + Watched.SOON.toNanos();
        for (var event : events) if (event.type() == CacheEvent.Type.DELETED) deleted.add(event);
      }
    assertThat(deleted).hasSize(OBJECTS);
    return deleted;
  }
}
