package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Watch;
import pilothouse.storage.copy.StoreCopy;

/// Copies of a store in a file, and stores that are made from them.
final class BackupTest {
  @TempDir private Path parent;

  private Path folder() {
    return parent.resolve("store");
  }

  private Path file() {
    return parent.resolve("backup");
  }

  private static void put(Store store, String key, String value) {
    store.put(key, Bytes.utf8(value), Expectation.ANY);
  }

  private static Map<String, String> contents(Store store) {
    var contents = new TreeMap<String, String>();
    for (var item : store.range(Range.of("")).items())
      contents.put(item.key(), item.value().utf8());
    return contents;
  }

  @Test
  void aStoreThatIsGoneComesBackAndItsRevisionIsNewerThanAnythingThatIsLost() throws Exception {
    long lost;
    try (var store = EmbeddedStore.open(folder())) {
      put(store, "/registry/a", "1");
      put(store, "/registry/a", "2");
      put(store, "/registry/b", "1");
      store.put("/registry/e", Bytes.utf8("1"), Expectation.ANY, store.grant(Duration.ofHours(1)));
      Backup.take(folder(), file());
      put(store, "/registry/lost", "1");
      lost = store.revision();
    }
    var anew = parent.resolve("anew");
    assertThat(RestoreDoor.restore(file(), anew).written()).isEqualTo(3);
    try (var store = EmbeddedStore.open(anew)) {
      assertThat(contents(store))
          .isEqualTo(Map.of("/registry/a", "2", "/registry/b", "1", "/registry/e", "1"));
      assertThat(store.timeLeft("/registry/e").orElseThrow())
          .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
      assertThat(store.get("/registry/a").orElseThrow().revision())
          .isGreaterThan(lost + 900_000_000);
      try (var watch = store.watch("", lost)) {
        assertThat(watch.next(Duration.ofSeconds(60))).isInstanceOf(Watch.Batch.Compacted.class);
      }
      put(store, "/registry/c", "1");
    }
    try (var store = EmbeddedStore.open(anew)) {
      assertThat(contents(store)).hasSize(4);
    }
  }

  @Test
  void aStoreThatIsServedIsBackedUpAndRestoredAndItsWatchesSeeWhatChanges() throws Exception {
    try (var store = EmbeddedStore.open(folder())) {
      DiskTest.awaitDoor(folder());
      put(store, "/registry/a", "1");
      put(store, "/registry/b", "1");
      put(store, "/registry/gone", "1");
      Backup.take(folder(), file());
      put(store, "/registry/a", "2");
      store.delete("/registry/gone", Expectation.ANY);
      put(store, "/registry/new", "1");
      try (var watch = store.watch("", store.revision() + 1)) {
        assertThat(RestoreDoor.restore(file(), folder()))
            .isEqualTo(new StoreCopy.Result(2, 1, 1, 4));
        assertThat(contents(store))
            .isEqualTo(Map.of("/registry/a", "1", "/registry/b", "1", "/registry/gone", "1"));
        var seen = ((Watch.Batch.Events) watch.next(Duration.ofSeconds(60))).events();
        assertThat(seen)
            .extracting(StoreEvent::key)
            .containsExactlyInAnyOrder("/registry/a", "/registry/gone", "/registry/new");
      }
    }
    // With nobody who serves it, the same.
    assertThat(RestoreDoor.restore(file(), folder())).isEqualTo(new StoreCopy.Result(0, 0, 3, 4));
  }

  @Test
  void aBackupWhileOthersWriteIsTheStateOfOneRevision() throws Exception {
    try (var store = EmbeddedStore.open(folder());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var stop = new AtomicBoolean();
      // What is written first is always ahead by one at most.
      threads.submit(() -> {
        for (int i = 0; !stop.get(); i++) {
          put(store, "/first", "" + i);
          put(store, "/second", "" + i);
        }
      });
      for (int round = 0; round < 5; round++) {
        var file = parent.resolve("backup" + round);
        while (store.get("/second").isEmpty()) Thread.onSpinWait();
        long revision = Backup.take(folder(), file);
        RestoreDoor.restore(file, parent.resolve("restored" + round));
        try (var copy = EmbeddedStore.open(parent.resolve("restored" + round))) {
          var first = Integer.parseInt(contents(copy).get("/first"));
          var second = Integer.parseInt(contents(copy).get("/second"));
          assertThat(first - second).isBetween(0, 1);
          assertThat(revision).isEqualTo(first + second + 3);
        }
      }
      stop.set(true);
    }
  }

  @Test
  void aBackupIsForItsOwnerAloneAndReplacesNothing() throws Exception {
    EmbeddedStore.open(folder()).close();
    Backup.take(folder(), file());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> Backup.take(folder(), file()))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("exists already");
    assertThatThrownBy(() -> Backup.take(parent.resolve("none"), parent.resolve("other")))
        .hasMessageContaining("there is no store in");
  }

  @Test
  void aDamagedStoreGivesNoBackupAndADamagedBackupIsNotRestored() throws Exception {
    try (var store = EmbeddedStore.open(folder())) {
      put(store, "/registry/a", "a value that will be damaged");
      Backup.take(folder(), file());
    }
    damage(folder().resolve("store.db"));
    assertThatThrownBy(() -> Backup.take(folder(), parent.resolve("other")))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("revision 2 fails its sum");
    assertThat(Files.list(parent).map(p -> p.getFileName().toString()))
        .containsExactlyInAnyOrder("store", "backup");
    damage(file());
    assertThatThrownBy(() -> RestoreDoor.restore(file(), parent.resolve("anew")))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("/registry/a cannot be copied");
  }

  private static void damage(Path file) throws Exception {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      var all = new byte[(int) bytes.length()];
      bytes.readFully(all);
      int at = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("a value");
      bytes.seek(at);
      bytes.write('A');
    }
  }

  @Test
  void anotherFileIsNoBackup() throws Exception {
    Files.writeString(file(), "nothing ".repeat(2000));
    assertThatThrownBy(() -> RestoreDoor.restore(file(), folder()))
        .isInstanceOf(StoreException.Corrupt.class);
    assertThatThrownBy(() -> RestoreDoor.restore(parent.resolve("none"), folder()))
        .hasMessageContaining("there is no file");
  }

  @Test
  void aStoreMovesIntoAnotherWithItsLeases() throws Exception {
    try (var from = EmbeddedStore.inMemory();
        var to = EmbeddedStore.open(folder())) {
      for (int i = 0; i < 300; i++) put(from, "/registry/a/" + i, "" + i);
      put(from, "/registry/\uD83D\uDE00", "beyond");
      put(from, "/registry/\uFFFD", "last");
      from.put("/registry/e", Bytes.utf8("1"), Expectation.ANY, from.grant(Duration.ofMinutes(9)));
      put(from, "/elsewhere", "1");
      put(to, "/registry/a/7", "7");
      put(to, "/registry/extra", "1");
      var result = new StoreCopy(from, to, "/registry/").run();
      assertThat(result.written()).isEqualTo(302);
      assertThat(result.deleted()).isEqualTo(1);
      var expected = contents(from);
      expected.remove("/elsewhere");
      assertThat(contents(to)).isEqualTo(expected);
      assertThat(to.timeLeft("/registry/e")).isPresent();
      assertThat(new StoreCopy(from, to, "/registry/").run().unchanged()).isEqualTo(303);
    }
  }
}
