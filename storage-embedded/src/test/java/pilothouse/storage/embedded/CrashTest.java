package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process is killed (`SIGKILL`) at a random instant while it writes, and what it had not synced is torn, again and again.
/// Every time the store must open, hold every acknowledged write and no half of another, have a revision that is not older,
/// and let a watch go on without a gap.
///
/// For a minute, or thousands of times with `-Dnightly=true`; `-Dcrash.seconds=600` or `-Dcrash.seed=7` for other runs.
final class CrashTest {
  private static final int ENOUGH = 100;

  @TempDir private Path folder;

  /// Where each process unpacks SQLite, and leaves it behind when it is killed.
  @TempDir private Path unpacked;

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final CrashLog log = new CrashLog();
  private int killedEarly;

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilledAndItsFilesAreTorn() throws Exception {
    long seconds = Long.getLong("crash.seconds", Boolean.getBoolean("nightly") ? 3600 : 60);
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int rounds = 0;
    // However slow the machine is, something must have been written.
    while (System.nanoTime() < end || log.writes() <= ENOUGH) round(rounds++);
    System.out.printf(
        "%d crashes, %d of them while starting, %,d acknowledged writes checked%n",
        rounds, killedEarly, log.writes());
  }

  private void round(int number) throws Exception {
    // Some are killed while they start, that is while they recover from the crash before.
    runAndKill(random.nextInt(5) == 0, 200 + random.nextInt(700));
    var torn = new TornFiles(folder, random).tear(log.newest());
    try (var store = EmbeddedStore.open(folder, quiet())) {
      log.check(store);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("round " + number + ", seed " + seed + ", " + torn, e);
    }
  }

  /// It compacts nothing while it is looked at.
  private static EmbeddedSettings quiet() {
    return EmbeddedSettings.DEFAULT.withCompactionInterval(Duration.ZERO);
  }

  /// @param early whether the time runs from the start of the process, not from when it begins to write
  private void runAndKill(boolean early, int millis) throws Exception {
    var child = start();
    var begun = new CompletableFuture<Boolean>();
    if (early) begun.complete(true);
    try (var lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      var killer = Thread.ofVirtual().start(() -> kill(child, begun, millis));
      var first = lines.readLine();
      begun.complete(true);
      if (first == null) killedEarly++;
      else assertThat(first).isEqualTo("ready");
      for (var line = lines.readLine(); line != null; line = lines.readLine()) log.line(line);
      killer.join();
    }
    // The folder's lock is free when the process is gone, not when its output ends.
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (var left = Files.list(unpacked)) {
      for (Path file : left.toList()) Files.delete(file);
    }
  }

  private Process start() throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.sqlite.tmpdir=" + unpacked,
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                folder.toString(),
                Long.toString(random.nextLong()),
                // Never, seldom, often.
                List.of("0", "300", "20").get(random.nextInt(3))))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void kill(Process child, CompletableFuture<Boolean> begun, int millis) {
    begun.join();
    try {
      child.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Not Process.destroyForcibly: that closes the stream before its last lines are read.
    child.toHandle().destroyForcibly();
  }
}
