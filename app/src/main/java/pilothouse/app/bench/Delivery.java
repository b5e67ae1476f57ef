package pilothouse.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import pilothouse.api.Bytes;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// Durable writes at a steady rate, and the watchers of a cache in this process that are told of them. An operation is the delivery of a write to a
/// watcher, from before it was written.
///
/// @param rate writes a second
record Delivery(String name, int watchers, int events, int rate) {
  private static final StoredResource MAPS = new StoredResource("/registry/configmaps/", true);

  Row run(Path folder, Load load) throws InterruptedException, ExecutionException {
    var sent = new AtomicLongArray(events);
    var ready = new CountDownLatch(watchers);
    try (var store = EmbeddedStore.open(folder);
        var maps = new ObjectStorage(store, MAPS, WindowLimits.DEFAULT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var following = new ArrayList<Future<long[]>>();
      for (int w = 0; w < watchers; w++)
        following.add(threads.submit(() -> follow(maps, sent, ready)));
      ready.await();
      var before = load.server().cpu();
      long start = System.nanoTime();
      write(maps, sent);
      long[] all = new long[watchers * events];
      int at = 0;
      for (var took : following) {
        System.arraycopy(took.get(), 0, all, at, events);
        at += events;
      }
      var wall = Duration.ofNanos(System.nanoTime() - start);
      return new Row(name, 0, wall, all, load.spent(before), load.server().residentMiB());
    }
  }

  private void write(ObjectStorage maps, AtomicLongArray sent) {
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      var json = Bytes.utf8(Samples.configMap(Integer.toString(i)).toString());
      LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
      sent.set(i, System.nanoTime());
      maps.create(MAPS.key("default", Integer.toString(i)), json);
    }
  }

  private long[] follow(ObjectStorage maps, AtomicLongArray sent, CountDownLatch ready)
      throws InterruptedException {
    long[] took = new long[events];
    try (var watch = maps.cache().watch(maps.cache().current(), Selection.ALL)) {
      ready.countDown();
      for (int seen = 0; seen < events; ) {
        var next = watch.next(Duration.ofMinutes(1));
        if (!(next instanceof CacheWatch.Next.Events(var told)))
          throw new IllegalStateException("a watch was told " + next);
        for (var event : told)
          took[seen++] = System.nanoTime() - sent.get(Integer.parseInt(event.object().name()));
      }
    }
    return took;
  }
}
