package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Outcome;
import pilothouse.storage.Range;
import pilothouse.storage.Store;

/// A process is killed (`SIGKILL`) while 16 threads write. Whatever it had acknowledged must be there, the store must open,
/// and its revisions must be without a gap in what was acknowledged.
final class CrashTest {
  private static final int WRITERS = 16;

  @TempDir private Path folder;

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    var random = new Random(42);
    int rounds = Integer.getInteger("crash.rounds", 4);
    // By writer: the number that it had acknowledged last.
    var acknowledged = new HashMap<Integer, Long>();
    for (int round = 0; round < rounds; round++) {
      runAndKill(300 + random.nextInt(700), acknowledged);
      check(acknowledged);
    }
    assertThat(acknowledged).hasSize(WRITERS);
  }

  private void runAndKill(int millis, Map<Integer, Long> acknowledged) throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var child =
        new ProcessBuilder(
                List.of(
                    java,
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      var killer = Thread.ofVirtual().start(() -> kill(child, millis));
      for (var line = lines.readLine(); line != null; line = lines.readLine())
        remember(line, acknowledged);
      killer.join();
    }
  }

  private static void kill(Process child, int millis) {
    try {
      child.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Not Process.destroyForcibly: that closes the stream before its last lines are read.
    child.toHandle().destroyForcibly();
  }

  private static void remember(String line, Map<Integer, Long> acknowledged) {
    // The last line may be cut off; a whole one ends with a dot.
    if (!line.endsWith(".")) return;
    var parts = line.substring(0, line.length() - 1).split(" ");
    acknowledged.merge(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Math::max);
  }

  private void check(Map<Integer, Long> acknowledged) {
    try (var store = EmbeddedStore.open(folder)) {
      acknowledged.forEach((writer, number) -> {
        var value = store.get("/w/" + writer).orElseThrow().value().utf8().strip();
        assertThat(Long.parseLong(value)).isGreaterThanOrEqualTo(number);
      });
      assertThat(store.range(Range.of("/w/")).revision()).isEqualTo(store.revision());
    }
  }

  /// Each of its writers counts upwards in a key of its own, and prints each number when it is acknowledged.
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      var settings =
          EmbeddedSettings.DEFAULT.withCompactionInterval(java.time.Duration.ofMillis(100));
      try (var store = EmbeddedStore.open(Path.of(arguments[0]), settings);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        out.println("ready");
        for (int writer = 0; writer < WRITERS; writer++) {
          int number = writer;
          threads.submit(() -> count(store, number, out));
        }
      }
    }

    private static void count(Store store, int writer, PrintStream out) {
      var key = "/w/" + writer;
      long from = store.get(key).map(s -> Long.parseLong(s.value().utf8().strip())).orElse(0L);
      for (long n = from + 1; ; n++) {
        var value = Bytes.utf8(n + " ".repeat((int) (n % 3000)));
        if (store.put(key, value, Expectation.ANY) instanceof Outcome.Written)
          out.println(writer + " " + n + ".");
      }
    }
  }
}
