package pilothouse.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.embedded.EmbeddedSettings;
import pilothouse.storage.embedded.EmbeddedStore;

/// The embedded store in this process: durable writes beside what its disk can sync, and how long it takes to open.
final class StoreBench {
  private static final int SYNCS = 2_000;
  private static final int OBJECTS = 100_000;
  private static final int OPENINGS = 5;
  private static final int OVERWRITTEN = 5_000;

  private final Settings settings;
  private final Report report;
  private final Bytes value = Bytes.utf8(Samples.configMap("stored").toString());
  private final Load load = new Load(new Process(ProcessHandle.current().pid()));

  StoreBench(Settings settings, Report report) {
    this.settings = settings;
    this.report = report;
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("pilothouse-bench");
    try {
      if (settings.wants("sync")) syncs(folder.resolve("sync"));
      for (int writers : new int[] {1, 16, 256}) puts(folder.resolve("puts" + writers), writers);
      compacting(folder.resolve("calm"), Duration.ZERO);
      compacting(folder.resolve("compacting"), Duration.ofSeconds(1));
      delivery(folder.resolve("delivery"));
      opening(folder.resolve("open"));
      starting();
    } finally {
      delete(folder);
    }
  }

  /// What the disk does by itself: one value appended and synced at a time.
  private void syncs(Path file) throws IOException, InterruptedException, ExecutionException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      report.add(
          load.measure(
              "sync of 2 KB to the disk itself",
              settings.some(SYNCS),
              1,
              _ -> {
                channel.write(ByteBuffer.wrap(value.unsafeArray()));
                channel.force(false);
                return true;
              }));
    }
  }

  private void puts(Path folder, int writers) throws InterruptedException, ExecutionException {
    String name = "put of 2 KB by %d writers".formatted(writers);
    if (!settings.wants(name)) return;
    try (var store = EmbeddedStore.open(folder)) {
      int count = settings.some(writers == 1 ? OBJECTS / 10 : OBJECTS);
      load.measure(name, count / 2, writers, i -> put(store, "warm" + i));
      report.add(load.measure(name, count, writers, i -> put(store, "key" + i)));
    }
  }

  private boolean put(EmbeddedStore store, String key) {
    store.put("/registry/bench/" + key, value, Expectation.ABSENT);
    return true;
  }

  /// The same writes with and without a compaction every second: what it costs them.
  private void compacting(Path folder, Duration every)
      throws InterruptedException, ExecutionException {
    String name = "overwrite by 16 writers" + (every.isZero() ? "" : ", compacting");
    if (!settings.wants(name)) return;
    var limits = EmbeddedSettings.DEFAULT.withCompactionInterval(every);
    try (var store = EmbeddedStore.open(folder, limits)) {
      int count = settings.some(OBJECTS);
      load.measure(name, count / 2, 16, i -> overwrite(store, i));
      report.add(load.measure(name, count, 16, i -> overwrite(store, i)));
    }
  }

  private boolean overwrite(EmbeddedStore store, int i) {
    store.put("/registry/bench/key" + i % OVERWRITTEN, value, Expectation.ANY);
    return true;
  }

  private void delivery(Path folder) throws InterruptedException, ExecutionException {
    var warm = new Delivery("delivery to 100 watchers, 1000/s", 100, settings.some(3_000), 1_000);
    if (!settings.wants(warm.name())) return;
    warm.run(folder.resolve("warm"), load);
    var measured = new Delivery(warm.name(), 100, settings.some(10_000), 1_000);
    report.add(measured.run(folder.resolve("measured"), load));
  }

  private void starting() throws IOException, InterruptedException, ExecutionException {
    if (settings.wants("start")) new LargeStart(report, load, settings.some(OBJECTS)).run();
  }

  private void opening(Path folder) throws InterruptedException, ExecutionException {
    int objects = settings.some(OBJECTS);
    String name = "open with %,d objects".formatted(objects);
    if (!settings.wants(name)) return;
    try (var store = EmbeddedStore.open(folder)) {
      load.measure(name, objects, 256, i -> put(store, "key" + i));
    }
    report.add(
        load.measure(
            name,
            OPENINGS,
            1,
            _ -> {
              EmbeddedStore.open(folder).close();
              return true;
            }));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
