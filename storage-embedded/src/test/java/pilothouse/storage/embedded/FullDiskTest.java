package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;

/// A disk that really is full: a file system in memory of 6 MiB, which a process of its own mounts. Needs user namespaces.
final class FullDiskTest {
  @TempDir private Path folder;

  @Test
  void aFullDiskRefusesWritesAndServesReadsAndTakesWritesAgainWhenThereIsRoom() throws Exception {
    assumeTrue(run("true") == 0, "no user namespaces here");
    var java = ProcessHandle.current().info().command().orElseThrow();
    var child =
        "%s --enable-native-access=ALL-UNNAMED -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp '%s' '%s' '%s'"
            .formatted(java, System.getProperty("java.class.path"), Child.class.getName(), folder);
    assertThat(run("mount -t tmpfs -o size=6m none " + folder + " && " + child)).isZero();
  }

  private static int run(String command) throws Exception {
    try {
      var process =
          new ProcessBuilder(List.of("unshare", "-rm", "sh", "-c", command)).inheritIO().start();
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (java.io.IOException e) {
      return -1;
    }
  }

  static final class Child {
    private static final String VALUE = "x".repeat(30_000);

    public static void main(String[] arguments) throws Exception {
      var disk = Path.of(arguments[0]);
      var ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[2 << 20]);
      long newest;
      try (var store = EmbeddedStore.open(disk.resolve("store"))) {
        int written = fill(store);
        for (int i = 0; i < 3; i++)
          assertThatThrownBy(() -> put(store, "/more"))
              .isInstanceOf(StoreException.NoSpace.class)
              .hasMessageContaining("full");
        check(store, written);
        assertThat(store.get("/more")).isEmpty();
        Files.delete(ballast);
        put(store, "/more");
        check(store, written);
        newest = store.revision();
        fillAtOnce(store);
        check(store, written);
      }
      // Opening needs no room.
      try (var store = EmbeddedStore.open(disk.resolve("store"))) {
        assertThat(store.revision()).isGreaterThanOrEqualTo(newest);
        assertThat(store.get("/more").orElseThrow().value().utf8()).isEqualTo(VALUE);
      }
      System.exit(0);
    }

    private static void put(Store store, String key) {
      store.put(key, Bytes.utf8(VALUE), Expectation.ABSENT);
    }

    private static int fill(Store store) {
      for (int i = 0; ; i++) {
        try {
          put(store, "/a/" + i);
        } catch (StoreException.NoSpace e) {
          return i;
        }
      }
    }

    /// Many writers meet the end of the disk in one transaction: those that are told no have written nothing.
    private static void fillAtOnce(Store store) throws Exception {
      var written = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int w = 0; w < 16; w++) {
          int writer = w;
          threads.submit(() -> {
            try {
              for (int i = 0; ; i++) {
                put(store, "/many/" + writer + "-" + i);
                written.incrementAndGet();
              }
            } catch (StoreException.NoSpace e) {
              return e;
            }
          });
        }
      }
      assertThat(store.range(Range.of("/many/")).items()).hasSize(written.get());
    }

    private static void check(Store store, int written) {
      assertThat(written).isGreaterThan(10);
      assertThat(store.range(Range.of("/a/")).items())
          .hasSize(written)
          .allSatisfy(item -> assertThat(item.value().utf8()).isEqualTo(VALUE));
      assertThat(store.get("/a/0").orElseThrow().value().utf8()).isEqualTo(VALUE);
    }
  }
}
