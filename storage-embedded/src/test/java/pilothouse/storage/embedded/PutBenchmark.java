package pilothouse.storage.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.cache.ObjectOutcome;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;

/// Durable writes per second of 1, 16 and 256 writers, with the CPU that each costs and its latency.
///
///     java -cp ... pilothouse.storage.embedded.PutBenchmark [folder] [seconds] [store|objects]
final class PutBenchmark {
  private static final Bytes VALUE =
      Bytes.utf8(
          "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"namespace\":\"default\",\"labels\":{\"a\":\"b\"}},"
              + "\"data\":{\"text\":\""
              + "x".repeat(1900)
              + "\"}}");

  private interface Write {
    void of(String name) throws InterruptedException;
  }

  private PutBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    var parent =
        Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    boolean objects = arguments.length > 2 && arguments[2].equals("objects");
    for (int round = 0; round < 3; round++)
      for (int writers : new int[] {1, 16, 256}) run(parent, writers, seconds, objects);
  }

  private static void run(Path parent, int writers, int seconds, boolean objects) throws Exception {
    var folder = Files.createTempDirectory(parent, "puts");
    try (var store = EmbeddedStore.open(folder)) {
      var configMaps = new StoredResource("/registry/configmaps/", true);
      var storage = new ObjectStorage(store, configMaps, WindowLimits.DEFAULT);
      Write write =
          objects
              ? name -> {
                if (storage.create(configMaps.key("default", name), VALUE)
                    instanceof ObjectOutcome.Lost) throw new IllegalStateException(name);
              }
              : name -> store.put(configMaps.key("default", name), VALUE, Expectation.ABSENT);
      measure(writers, seconds, write);
      storage.close();
    } finally {
      delete(folder);
    }
  }

  private static void measure(int writers, int seconds, Write write) throws Exception {
    var latencies = new long[writers][];
    long cpu = processCpu();
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int w = 0; w < writers; w++) {
        int writer = w;
        threads.submit(() -> latencies[writer] = writeUntil(end, writer, write));
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    var all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf(
        "%4d writers: %,7.0f /s  %5.1f us CPU each  p50 %,d us  p99 %,d us  max %,d us%n",
        writers,
        all.length / took,
        (processCpu() - cpu) / 1e3 / all.length,
        all[all.length / 2] / 1000,
        all[(int) (all.length * 0.99)] / 1000,
        all[all.length - 1] / 1000);
  }

  private static long[] writeUntil(long end, int writer, Write write) throws InterruptedException {
    var latencies = new long[1024];
    int n = 0;
    for (long now = System.nanoTime(); now < end; ) {
      write.of("w" + writer + "-" + n);
      long then = System.nanoTime();
      if (n == latencies.length) latencies = Arrays.copyOf(latencies, 2 * n);
      latencies[n++] = then - now;
      now = then;
    }
    return Arrays.copyOf(latencies, n);
  }

  private static long processCpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }
}
