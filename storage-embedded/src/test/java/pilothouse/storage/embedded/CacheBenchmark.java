package pilothouse.storage.embedded;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import pilothouse.api.Bytes;
import pilothouse.storage.Store;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.ObjectOutcome;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.SelectableField;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.StoredForm;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;

/// What a cache of 30,000 pods costs: memory, start, lists, reads, and events to a thousand watchers.
///
///     java -cp ... pilothouse.storage.embedded.CacheBenchmark [folder]
final class CacheBenchmark {
  private static final int PODS = 30_000;
  private static final int WATCHERS = 1_000;
  private static final StoredResource RESOURCE =
      new StoredResource(
          "/registry/pods/",
          true,
          List.of(
              SelectableField.of("spec.nodeName"),
              SelectableField.of("status.phase"),
              SelectableField.of("status.podIP")),
          StoredForm.JSON);

  private CacheBenchmark() {}

  private static Bytes pod(int i) {
    return Bytes.utf8(
        """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"pod-%05d","namespace":"ns-%d","uid":"0000-%d","generation":1,\
        "labels":{"app":"app-%d","tier":"backend","pod-template-hash":"%d"}},"spec":{"nodeName":"node-%d","text":"%s"},\
        "status":{"phase":"Running","podIP":"10.0.%d.%d"}}\
        """
            .formatted(
                i, i % 50, i, i % 100, i % 100, i % 200, "x".repeat(1900), i / 256, i % 256));
  }

  private static String key(int i) {
    return RESOURCE.key("ns-" + i % 50, "pod-%05d".formatted(i));
  }

  public static void main(String[] arguments) throws Exception {
    var folder =
        Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "/tmp"), "cache");
    try (var store = EmbeddedStore.open(folder)) {
      fill(store);
    }
    long before = heap();
    for (int round = 0; round < 3; round++) opening(folder);
    try (var store = EmbeddedStore.open(folder)) {
      var storage = new ObjectStorage(store, RESOURCE, WindowLimits.DEFAULT);
      storage.cache().fresh();
      long json =
          storage.cache().fresh().list(Selection.ALL, "", 0).items().stream()
              .mapToLong(o -> o.json().size())
              .sum();
      System.out.printf(
          "memory: %,d bytes each for %,d of JSON%n", (heap() - before) / PODS, json / PODS);
      lists(storage);
      gets(storage);
      for (int round = 0; round < 3; round++) fanOut(storage, round);
    }
  }

  private static void fill(Store store) {
    var storage = new ObjectStorage(store, RESOURCE, WindowLimits.DEFAULT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int w = 0; w < 256; w++) {
        int writer = w;
        threads.submit(() -> {
          for (int i = writer; i < PODS; i += 256) storage.create(key(i), pod(i));
        });
      }
    }
    storage.close();
  }

  private static void opening(Path folder) {
    long start = System.nanoTime();
    try (var store = EmbeddedStore.open(folder)) {
      long opened = System.nanoTime();
      var storage = new ObjectStorage(store, RESOURCE, WindowLimits.DEFAULT);
      storage.cache().fresh();
      System.out.printf(
          "open: %d ms, load: %d ms%n",
          (opened - start) / 1_000_000, (System.nanoTime() - opened) / 1_000_000);
    }
  }

  private static void lists(ObjectStorage storage) {
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      int n = 0;
      for (int i = 0; i < 100; i++)
        n += storage.cache().fresh().list(Selection.ALL, "", 0).items().size();
      long middle = System.nanoTime();
      var none = Selection.ALL.where(o -> o.label("app").orElse("").equals("none"));
      for (int i = 0; i < 100; i++) n += storage.cache().fresh().list(none, "", 0).items().size();
      long end = System.nanoTime();
      System.out.printf(
          "list of all: %d us, by a label none has: %d us (%d)%n",
          (middle - start) / 100_000, (end - middle) / 100_000, n);
    }
  }

  private static void gets(ObjectStorage storage) {
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      int found = 0;
      for (int i = 0; i < PODS; i++) if (storage.get(key(i)).isPresent()) found++;
      System.out.printf("get: %d ns (%d)%n", (System.nanoTime() - start) / PODS, found);
    }
  }

  private static void fanOut(ObjectStorage storage, int round) throws Exception {
    int events = 2_000;
    var delivered = new LongAdder();
    var late = new LongAdder();
    var followed = new CountDownLatch(WATCHERS);
    long from = storage.cache().fresh().revision();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int w = 0; w < WATCHERS; w++)
        threads.submit(() -> {
          try {
            return follow(storage, from, events, delivered, late);
          } finally {
            followed.countDown();
          }
        });
      long cpu = processCpu();
      long start = System.nanoTime();
      for (int w = 0; w < 16; w++) {
        int writer = w;
        threads.submit(() -> {
          for (int i = writer; i < events; i += 16) update(storage, i, round);
        });
      }
      followed.await();
      System.out.printf(
          "fan-out: %,d deliveries in %d ms, %.2f us CPU each, %d watchers too slow%n",
          delivered.sum(),
          (System.nanoTime() - start) / 1_000_000,
          (processCpu() - cpu) / 1e3 / delivered.sum(),
          late.sum());
    }
  }

  private static void update(ObjectStorage storage, int i, int round) {
    var now = storage.get(key(i)).orElseThrow();
    if (storage.update(key(i), pod(i + round + 1), now.revision()) instanceof ObjectOutcome.Lost)
      throw new IllegalStateException("lost " + i);
  }

  private static Void follow(
      ObjectStorage storage, long from, int events, LongAdder delivered, LongAdder late)
      throws InterruptedException {
    try (var watch = storage.cache().watch(from, Selection.ALL)) {
      for (int seen = 0; seen < events; ) {
        switch (watch.next(Duration.ofSeconds(30))) {
          case CacheWatch.Next.Events(var more) -> {
            for (var event : more) event.encoded("json", e -> e.object().json());
            seen += more.size();
            delivered.add(more.size());
          }
          case CacheWatch.Next.Quiet _ -> {}
          case CacheWatch.Next.Ended _ -> {
            late.increment();
            return null;
          }
        }
      }
    }
    return null;
  }

  private static long processCpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
