package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Lease;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;
import pilothouse.storage.Watch;

/// What becomes of a store whose files were damaged where a crash damages nothing: it says so, and serves nothing else
/// than what was written.
final class DamageTest {
  private static final int KEYS = 60;

  @TempDir private Path parent;
  private Path folder;

  /// A copy of a store as it is on the disk while it runs: half of it in the database, half in the log.
  private final Map<String, String> written = new HashMap<>();

  @BeforeEach
  void write() throws IOException {
    folder = parent.resolve("copy");
    try (var store = EmbeddedStore.open(parent.resolve("running"))) {
      var lease = store.grant(java.time.Duration.ofHours(1));
      for (int i = 0; i < KEYS; i++) put(store, i, "first", i % 10 == 0 ? lease : Lease.NONE);
      for (int i = 0; i < KEYS; i += 7) store.delete("/a/" + i, Expectation.ANY);
      try (var connection =
          DriverManager.getConnection("jdbc:sqlite:" + parent.resolve("running/store.db"))) {
        Sqlite.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
      } catch (java.sql.SQLException e) {
        throw new IOException(e);
      }
      for (int i = 0; i < KEYS; i += 3) put(store, i, "second", Lease.NONE);
      for (var item : store.range(Range.of("/")).items())
        written.put(item.key(), item.value().utf8());
      copy(parent.resolve("running"), parent.resolve("original"));
      copy();
    }
  }

  private static void put(Store store, int i, String text, Lease lease) {
    var value = text + i + " " + "x".repeat(i * 20);
    store.put("/a/" + i, Bytes.utf8(value), Expectation.ANY, lease);
  }

  private void copy() throws IOException {
    Files.deleteIfExists(folder.resolve("store.db-shm"));
    copy(parent.resolve("original"), folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (var name : new String[] {"store.db", "store.db-wal"})
      Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void flip(String file, long at) throws IOException {
    try (var bytes = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
      bytes.seek(at);
      int known = bytes.read();
      bytes.seek(at);
      bytes.write(known ^ (1 << (at % 8)));
    }
  }

  private static int find(byte[] in, int from) {
    return new String(in, StandardCharsets.ISO_8859_1).indexOf("first20 ", from);
  }

  @Test
  void aCopyOfTheFilesOfARunningStoreIsAStore() {
    try (var store = EmbeddedStore.open(folder)) {
      assertThat(store.range(Range.of("/")).items())
          .allSatisfy(item -> assertThat(item.value().utf8()).isEqualTo(written.get(item.key())))
          .hasSize(written.size());
    }
  }

  @Test
  void aValueWithAFlippedBitIsDamagedAndHidesNoOther() throws Exception {
    // 20 was written once, so it is in the database alone.
    var bytes = Files.readAllBytes(folder.resolve("store.db"));
    // Pages that were split leave copies behind.
    for (int at = find(bytes, 0); at > 0; at = find(bytes, at + 1)) flip("store.db", at + 30L);
    try (var store = EmbeddedStore.open(folder)) {
      assertThat(store.get("/a/20").orElseThrow().damage())
          .isEqualTo("the stored bytes of revision 22 fail their sum");
      assertThat(store.range(Range.of("/")).items())
          .hasSize(written.size())
          .allSatisfy(item -> assertThat(item.isDamaged()).isEqualTo(item.key().equals("/a/20")));
      assertThat(scanned(store))
          .containsExactlyInAnyOrderElementsOf(store.range(Range.of("/")).items());
      store.put("/a/20", Bytes.utf8("new"), Expectation.ANY);
      assertThat(store.get("/a/20").orElseThrow().value()).isEqualTo(Bytes.utf8("new"));
    }
  }

  @Test
  void aLogThatIsDamagedInItsMiddleIsRefused() throws Exception {
    var frames = WalFrames.of(folder.resolve("store.db-wal"));
    flip("store.db-wal", frames.ends().get(frames.ends().size() / 2) + 100);
    assertThatThrownBy(() -> EmbeddedStore.open(folder))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("the write-ahead log")
        .hasMessageContaining("is damaged: it is broken at byte")
        .hasMessageContaining("pilothouse restore FILE");
  }

  @Test
  void aLogWithoutItsHeaderIsRefused() throws Exception {
    flip("store.db-wal", 17);
    assertThatThrownBy(() -> EmbeddedStore.open(folder))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("its header is broken");
  }

  @Test
  void aLogThatEndsInTheMiddleOfATransactionLosesThatAlone() throws Exception {
    var frames = WalFrames.of(folder.resolve("store.db-wal"));
    try (var log = new RandomAccessFile(folder.resolve("store.db-wal").toFile(), "rw")) {
      log.setLength(frames.end() - 5);
    }
    try (var store = EmbeddedStore.open(folder)) {
      assertThat(store.get("/a/57").orElseThrow().value().utf8()).startsWith("first57 ");
      assertThat(store.get("/a/54").orElseThrow().value().utf8()).startsWith("second54 ");
    }
  }

  /// Else its frames would lie behind the next transactions, and a second crash would look like damage.
  @Test
  void nothingOfATornTransactionStaysInTheLog() throws Exception {
    var frames = WalFrames.of(folder.resolve("store.db-wal"));
    flip("store.db-wal", frames.beforeLast() + 100);
    try (var _ = EmbeddedStore.open(folder)) {
      assertThat(Files.size(folder.resolve("store.db-wal"))).isEqualTo(frames.beforeLast());
    }
  }

  @Test
  void aDatabaseThatWasCutOffIsRefused() throws Exception {
    try (var file = new RandomAccessFile(folder.resolve("store.db").toFile(), "rw")) {
      file.setLength(file.length() - 3 * 8192);
    }
    assertThatThrownBy(
            () -> {
              try (var store = EmbeddedStore.open(folder)) {
                store.range(Range.of("/"));
              }
            })
        .isInstanceOf(StoreException.Corrupt.class);
  }

  /// Whatever bit flips, the store is refused, or a read is, or the value is said to be damaged, or all is as it was.
  @Test
  void noFlippedBitIsServed() throws Exception {
    var random = new Random(Long.getLong("damage.seed", 7));
    int rounds = Integer.getInteger("damage.rounds", Boolean.getBoolean("nightly") ? 20_000 : 200);
    int told = 0;
    for (int round = 0; round < rounds; round++) {
      copy();
      var file = random.nextInt(4) == 0 ? "store.db-wal" : "store.db";
      // The last transaction of the log may be taken for torn.
      long length =
          file.equals("store.db")
              ? Files.size(folder.resolve(file))
              : WalFrames.of(folder.resolve(file)).beforeLast();
      long at = random.nextLong(length);
      flip(file, at);
      if (isTold()) told++;
      else assertThat(told).as(file + " at " + at).isNotNegative();
    }
    assertThat(told).isGreaterThan(rounds / 10);
  }

  private boolean isTold() throws InterruptedException {
    try (var store = EmbeddedStore.open(folder)) {
      return readEverything(store.range(Range.of("/")).items())
          | readEverything(scanned(store))
          | readOneByOne(store)
          | watchEverything(store);
    } catch (StoreException.Corrupt e) {
      return true;
    }
  }

  private static List<Stored> scanned(Store store) {
    var items = new ArrayList<Stored>();
    store.scan("/", store.revision(), items::add);
    return items;
  }

  private boolean readEverything(List<Stored> items) {
    assertThat(items)
        .extracting(i -> i.key())
        .containsExactlyInAnyOrderElementsOf(written.keySet());
    boolean damaged = false;
    for (var item : items) {
      damaged |= item.isDamaged();
      if (!item.isDamaged()) assertThat(item.value().utf8()).isEqualTo(written.get(item.key()));
    }
    return damaged;
  }

  private boolean readOneByOne(Store store) {
    boolean damaged = false;
    for (int i = 0; i < KEYS; i++) {
      var found = store.get("/a/" + i);
      assertThat(found.isPresent()).isEqualTo(written.containsKey("/a/" + i));
      if (found.isPresent() && found.get().isDamaged()) damaged = true;
      else if (found.isPresent())
        assertThat(found.get().value().utf8()).isEqualTo(written.get("/a/" + i));
    }
    return damaged;
  }

  private boolean watchEverything(Store store) throws InterruptedException {
    var known = new HashMap<String, String>();
    boolean damaged = false;
    try (var watch = store.watch("", 2)) {
      for (long seen = 0; seen < store.revision(); ) {
        var events = ((Watch.Batch.Events) watch.next(java.time.Duration.ofSeconds(60))).events();
        for (var event : events) {
          if (event instanceof StoreEvent.Put(var stored)) {
            damaged |= stored.isDamaged();
            known.put(stored.key(), stored.isDamaged() ? "" : stored.value().utf8());
          } else known.remove(event.key());
        }
        seen = events.getLast().revision();
      }
    }
    if (!damaged) assertThat(known.equals(written)).isTrue();
    return damaged;
  }

  @Test
  void aStoreOfVersion1IsBroughtUpToDate() throws Exception {
    var old = parent.resolve("old");
    Files.createDirectories(old);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + old.resolve("store.db"))) {
      for (var sql : VERSION_1.split(";")) Sqlite.execute(connection, sql);
    }
    for (int i = 0; i < 2; i++)
      try (var store = EmbeddedStore.open(old)) {
        assertThat(store.get("/a").orElseThrow().value()).isEqualTo(Bytes.utf8("2"));
        assertThat(store.get("/b")).isEmpty();
        assertThat(store.revision()).isEqualTo(5 + i);
        assertThat(store.compactedRevision()).isEqualTo(2);
        store.put("/c", Bytes.utf8("1"), Expectation.ANY);
      }
  }

  private static final String VERSION_1 =
      """
      PRAGMA page_size=8192;
      PRAGMA journal_mode=WAL;
      CREATE TABLE history (revision INTEGER PRIMARY KEY, key TEXT NOT NULL, created INTEGER NOT NULL,
        previous INTEGER NOT NULL, lease INTEGER NOT NULL, value BLOB);
      CREATE INDEX history_key ON history (key, revision, created);
      CREATE INDEX history_lease ON history (revision, lease) WHERE lease <> 0;
      CREATE TABLE lease (id INTEGER PRIMARY KEY, ends_at INTEGER NOT NULL);
      CREATE TABLE compaction (compacted INTEGER NOT NULL, cleaned INTEGER NOT NULL);
      INSERT INTO compaction VALUES (2, 2);
      INSERT INTO history VALUES (2, '/a', 2, 0, 0, x'31');
      INSERT INTO history VALUES (3, '/b', 3, 0, 0, x'31');
      INSERT INTO history VALUES (4, '/a', 2, 2, 0, x'32');
      INSERT INTO history VALUES (5, '/b', 0, 3, 0, NULL);
      PRAGMA application_id=1347179592;
      PRAGMA user_version=1\
      """;
}
