package pilothouse.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The events of one watch, collected in the background.
final class WatchedEvents {
  private static final Object END = new Object();

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final WireClient.Stream stream;
  private boolean ended;

  WatchedEvents(WireClient.Stream stream) {
    this.stream = stream;
    Thread.ofVirtual().start(this::collect);
  }

  private void collect() {
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        if (!line.isBlank()) events.add(event(line));
    } catch (IOException _) {
      events.add(END);
      return; // closed by us, or cut: the scenario tells which was right
    }
    events.add(END);
  }

  private static Object event(String line) {
    return Json.tryParse(line.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> Map.of("unreadable", line));
  }

  /// At most `count` events, waiting until `within` has passed.
  List<Object> take(int count, Duration within) throws InterruptedException {
    var taken = new ArrayList<Object>();
    long end = System.nanoTime() + within.toNanos();
    while (taken.size() < count && !ended) {
      Object next = events.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) break;
      if (next == END) ended = true;
      else taken.add(next);
    }
    return taken;
  }

  boolean hasEnded() {
    return ended;
  }

  void close() {
    stream.close();
  }
}
