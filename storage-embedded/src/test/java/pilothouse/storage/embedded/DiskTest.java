package pilothouse.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Outcome;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Watch;

/// What a store on a disk does beyond what every store does.
final class DiskTest {
  @TempDir private Path folder;

  private static long put(Store store, String key, String value) {
    return ((Outcome.Written) store.put(key, Bytes.utf8(value), Expectation.ANY)).revision();
  }

  private static List<String> keys(Store store) {
    return store.range(Range.of("/")).items().stream()
        .map(item -> item.key() + "=" + item.value().utf8())
        .toList();
  }

  @Test
  void whatWasWrittenIsThereAfterAReopening() {
    long first;
    long last;
    try (var store = EmbeddedStore.open(folder)) {
      first = put(store, "/a", "1");
      put(store, "/b", "1");
      put(store, "/a", "2");
      last = ((Outcome.Written) store.delete("/b", Expectation.ANY)).revision();
    }
    try (var store = EmbeddedStore.open(folder)) {
      assertThat(keys(store)).containsExactly("/a=2");
      assertThat(store.revision()).isEqualTo(last);
      assertThat(store.get("/a").orElseThrow().created()).isEqualTo(first);
      assertThat(store.range(Range.of("/").at(first)).items()).hasSize(1);
      assertThat(put(store, "/c", "1")).isEqualTo(last + 1);
    }
  }

  @Test
  void aDeletedNewestRevisionIsNotGivenAgain() {
    long last;
    try (var store = EmbeddedStore.open(folder)) {
      put(store, "/a", "1");
      last = ((Outcome.Written) store.delete("/a", Expectation.ANY)).revision();
      store.compact(last);
    }
    try (var store = EmbeddedStore.open(folder)) {
      assertThat(store.revision()).isEqualTo(last);
      assertThat(store.compactedRevision()).isEqualTo(last);
      assertThatThrownBy(() -> store.range(Range.of("/").at(last - 1)))
          .isInstanceOf(StoreException.Compacted.class);
    }
  }

  @Test
  void aWatchAfterAReopeningTellsThePast() throws Exception {
    long first;
    try (var store = EmbeddedStore.open(folder)) {
      first = put(store, "/a", "1");
      put(store, "/a", "2");
    }
    try (var store = EmbeddedStore.open(folder);
        var watch = store.watch("/a", first)) {
      assertThat(((Watch.Batch.Events) watch.next(Duration.ofSeconds(60))).events())
          .extracting(StoreEvent::revision)
          .containsExactly(first, first + 1);
    }
  }

  @Test
  void aLeaseThatEndsWhileTheStoreIsClosedEndsWhenItOpens() throws Exception {
    var noon = Instant.parse("2026-01-01T12:00:00Z");
    try (var store = EmbeddedStore.open(folder, at(noon))) {
      store.put("/a", Bytes.utf8("1"), Expectation.ANY, store.grant(Duration.ofHours(1)));
      store.put("/b", Bytes.utf8("1"), Expectation.ANY, store.grant(Duration.ofHours(3)));
    }
    try (var store = EmbeddedStore.open(folder, at(noon.plus(Duration.ofHours(2))));
        var watch = store.watch("/a", store.revision() + 1)) {
      while (store.get("/a").isPresent()) watch.await(Duration.ofSeconds(60));
      assertThat(keys(store)).containsExactly("/b=1");
    }
  }

  private static EmbeddedSettings at(Instant time) {
    return new EmbeddedSettings(Duration.ZERO, 0, InstantSource.fixed(time), false);
  }

  @Test
  void twoStoresInOneFolderAreRefused() {
    try (var _ = EmbeddedStore.open(folder)) {
      assertThatThrownBy(() -> EmbeddedStore.open(folder))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("another process uses the store in " + folder);
    }
    EmbeddedStore.open(folder).close();
  }

  @Test
  void nobodyElseCanReadTheFiles() throws Exception {
    var own = folder.resolve("deep/store");
    try (var store = EmbeddedStore.open(own)) {
      put(store, "/secret", "1");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
          .isEqualTo("rwx------");
      awaitDoor(own);
      try (var files = Files.list(own)) {
        assertThat(files.toList()).hasSizeGreaterThan(3).allMatch(DiskTest::isPrivate);
      }
    }
  }

  /// Until the door, which is opened beside, takes who comes: its permissions are the last that it gets.
  static void awaitDoor(Path folder) {
    var door = folder.resolve("restore.sock");
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (Files.notExists(door) || !isPrivate(door))
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
  }

  private static boolean isPrivate(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aStoreOfALaterVersionIsRefused() throws Exception {
    EmbeddedStore.open(folder).close();
    sql("PRAGMA user_version=99");
    assertThatThrownBy(() -> EmbeddedStore.open(folder))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("the store has schema version 99, this program reads up to 2")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws Exception {
    sql("CREATE TABLE t (a)");
    assertThatThrownBy(() -> EmbeddedStore.open(folder))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("the database is not a store of Pilothouse");
  }

  private void sql(String statement) throws Exception {
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"))) {
      Sqlite.execute(connection, statement);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("store.db"),
        "This is not a database, though it is long enough.".repeat(40),
        UTF_8);
    assertThatThrownBy(() -> EmbeddedStore.open(folder))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("corrupt");
    // The refusal lets go of the folder.
    Files.delete(folder.resolve("store.db"));
    EmbeddedStore.open(folder).close();
  }

  @Test
  void aDamagedDatabaseIsRefusedOrItsReadsAre() throws Exception {
    try (var store = EmbeddedStore.open(folder)) {
      for (int i = 0; i < 500; i++) put(store, "/a/" + i, "x".repeat(1000));
    }
    try (var file = new RandomAccessFile(folder.resolve("store.db").toFile(), "rw")) {
      for (long page = 1; page < file.length() / 8192; page++) {
        file.seek(page * 8192);
        file.write(new byte[200]);
      }
    }
    assertThatThrownBy(
            () -> {
              try (var store = EmbeddedStore.open(folder)) {
                keys(store);
              }
            })
        .isInstanceOf(StoreException.Corrupt.class);
  }

  @Test
  void aFullStoreRefusesWritesAndStillReads() {
    var small = EmbeddedSettings.DEFAULT.withLargestBytes(400_000);
    try (var store = EmbeddedStore.open(folder, small)) {
      int written = fill(store);
      assertThat(written).isGreaterThan(10);
      assertThat(keys(store)).hasSize(written);
      assertThat(store.get("/a/0")).isPresent();
      assertThat(store.revision()).isEqualTo(1 + written);
      for (int i = 0; i < 3; i++)
        assertThatThrownBy(() -> put(store, "/more", "x".repeat(100_000)))
            .isInstanceOf(StoreException.NoSpace.class)
            .hasMessageContaining("full");
      put(store, "/small", "1");
    }
    try (var store = EmbeddedStore.open(folder)) {
      put(store, "/more", "1");
    }
  }

  private static int fill(Store store) {
    for (int i = 0; ; i++) {
      try {
        put(store, "/a/" + i, "x".repeat(10_000));
      } catch (StoreException.NoSpace e) {
        assertThat(e).hasMessageContaining("full");
        return i;
      }
    }
  }

  @Test
  void readersThatComeWhileTheStoreClosesAreRefusedAndDoNotHang() throws Exception {
    var store = EmbeddedStore.open(folder);
    for (int i = 0; i < 100; i++) put(store, "/a/" + i, "1");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 8; i++) readers.add(threads.submit(() -> readUntilRefused(store)));
      put(store, "/b", "1");
      store.close();
      for (var reader : readers) assertThat(reader.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean readUntilRefused(Store store) {
    try {
      while (true) assertThat(keys(store)).hasSizeGreaterThanOrEqualTo(100);
    } catch (StoreException.Unavailable e) {
      return true;
    }
  }

  @Test
  void compactionFreesWhatWasSuperseded() throws Exception {
    try (var store = EmbeddedStore.open(folder)) {
      for (int i = 0; i < 500; i++) put(store, "/a", "" + i);
      for (int i = 0; i < 10; i++) {
        put(store, "/b", "" + i);
        store.delete("/b", Expectation.ANY);
      }
      put(store, "/c", "1");
      store.compact(store.revision());
      // It is cleaned along with writes and between them, a few rows at a time.
      int writes = 0;
      while (rowsOfAAndB() > 1 && writes++ < 1000) put(store, "/c", "2");
      assertThat(rowsOfAAndB()).isEqualTo(1);
    }
  }

  private long rowsOfAAndB() throws Exception {
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"))) {
      return Sqlite.number(connection, "SELECT count(*) FROM history WHERE key IN ('/a', '/b')");
    }
  }

  @Test
  void thePastIsCompactedByItself() throws Exception {
    var settings = EmbeddedSettings.DEFAULT.withCompactionInterval(Duration.ofMillis(20));
    try (var store = EmbeddedStore.open(folder, settings);
        var watch = store.watch("/none", 1)) {
      long first = put(store, "/a", "1");
      while (store.compactedRevision() <= first) {
        put(store, "/a", "2");
        watch.poll();
      }
      assertThat(keys(store)).containsExactly("/a=2");
    }
  }
}
