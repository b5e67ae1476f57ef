package pilothouse.storage.embedded;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Lease;
import pilothouse.storage.Outcome;
import pilothouse.storage.Store;

/// The process that is killed: writers that put and delete, each in keys of its own, and say before each write what they
/// are about to do and after it what came of it.
///
///     t <key> <n>.              n is about to be written; 0 for a deletion
///     a <key> <n> <revision>.   it was acknowledged
final class CrashChild {
  static final int WRITERS = 12;
  private static final int KEYS = 4;

  private final Store store;
  private final PrintStream out;

  private CrashChild(Store store, PrintStream out) {
    this.store = store;
    this.out = out;
  }

  /// @param arguments the folder, a seed, and how often to compact, in milliseconds
  public static void main(String[] arguments) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var interval = Duration.ofMillis(Long.parseLong(arguments[2]));
    var settings = EmbeddedSettings.DEFAULT.withCompactionInterval(interval);
    try (var store = EmbeddedStore.open(Path.of(arguments[0]), settings);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      out.println("ready");
      var child = new CrashChild(store, out);
      long seed = Long.parseLong(arguments[1]);
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        threads.submit(() -> child.write(number, new Random(seed + number)));
      }
    }
  }

  private void write(int writer, Random random) {
    var numbers = new long[KEYS];
    var lease = random.nextBoolean() ? store.grant(Duration.ofHours(1)) : Lease.NONE;
    for (int k = 0; k < KEYS; k++)
      numbers[k] = store.get(key(writer, k)).map(s -> number(s.value())).orElse(0L);
    // Numbers of a key rise for ever, through deletions and restarts.
    long n = System.currentTimeMillis() * 1000;
    while (true) {
      int k = random.nextInt(KEYS);
      if (numbers[k] != 0 && random.nextInt(5) == 0) numbers[k] = delete(key(writer, k));
      else numbers[k] = put(key(writer, k), ++n, random, lease);
    }
  }

  private long put(String key, long n, Random random, Lease lease) {
    out.println("t " + key + " " + n + ".");
    var length = random.nextInt(10) == 0 ? 20_000 : 2000;
    var outcome = store.put(key, value(n, random.nextInt(length)), Expectation.ANY, lease);
    out.println("a " + key + " " + n + " " + ((Outcome.Written) outcome).revision() + ".");
    return n;
  }

  private long delete(String key) {
    out.println("t " + key + " 0.");
    var outcome = store.delete(key, Expectation.ANY);
    out.println("a " + key + " 0 " + ((Outcome.Written) outcome).revision() + ".");
    return 0;
  }

  private static String key(int writer, int k) {
    return "/w/" + writer + "-" + k;
  }

  /// Every byte of it follows from `n` and its length, so that half a value is no value.
  static Bytes value(long n, int length) {
    return Bytes.utf8(n + " " + String.valueOf((char) ('a' + n % 26)).repeat(length) + ".");
  }

  static long number(Bytes value) {
    var text = value.utf8();
    int space = text.indexOf(' ');
    long n = Long.parseLong(text.substring(0, space));
    if (!value.equals(value(n, text.length() - space - 2)))
      throw new AssertionError("half a value: " + text);
    return n;
  }
}
