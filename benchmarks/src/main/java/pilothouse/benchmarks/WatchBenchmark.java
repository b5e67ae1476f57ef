package pilothouse.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import pilothouse.api.Bytes;
import pilothouse.storage.cache.CacheEvent;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// From a change in an in-memory store until each of a hundred watchers has its frame in hand, which is made once.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WatchBenchmark {
  private static final int WATCHERS = 100;
  private static final StoredResource RESOURCE = new StoredResource("/registry/pods/", true);
  private static final String KEY = RESOURCE.key("default", "watched");

  private static final Duration LONG = Duration.ofMinutes(5);

  private EmbeddedStore store;
  private ObjectStorage objects;
  private volatile CountDownLatch seen = new CountDownLatch(0);

  @Setup
  public void watch() {
    store = EmbeddedStore.inMemory();
    objects = new ObjectStorage(store, RESOURCE, WindowLimits.DEFAULT);
    objects.create(KEY, Pods.json("watched"));
    long from = objects.cache().fresh().revision();
    for (int i = 0; i < WATCHERS; i++) Thread.startVirtualThread(() -> follow(from));
  }

  private void follow(long from) {
    try (var watch = objects.cache().watch(from, Selection.ALL)) {
      while (watch.next(LONG) instanceof CacheWatch.Next.Events(var events))
        for (CacheEvent event : events) {
          event.encoded("frame", WatchBenchmark::frame);
          seen.countDown();
        }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Bytes frame(CacheEvent event) {
    return Bytes.utf8(
        "{\"type\":\"" + event.type() + "\",\"object\":" + event.object().json().utf8() + "}\n");
  }

  @TearDown
  public void close() {
    objects.close();
    store.close();
  }

  @Benchmark
  public void change() throws InterruptedException {
    var all = new CountDownLatch(WATCHERS);
    seen = all;
    var now = objects.get(KEY).orElseThrow();
    objects.update(KEY, Pods.json("watched"), now.revision());
    all.await();
  }
}
