package pilothouse.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// Many watchers of one object that one writer changes. An operation is the delivery of a change to a watcher.
///
/// @param rate changes a second; 0 for as fast as they are answered
record FanOut(String name, int watchers, int events, int rate) {
  private static final String MARK = "\"annotations\":{\"n\":\"";
  private static final int WATCHERS_A_CONNECTION = 64;

  Row run(ApiClient client, Load load, String maps)
      throws IOException, InterruptedException, ExecutionException {
    String object = "watched-" + watchers;
    client.post(0, maps, Samples.configMap(object));
    String path = maps + "?watch=1&fieldSelector=metadata.name%3D" + object;
    var connections =
        client.over(Version.HTTP_2, (watchers + WATCHERS_A_CONNECTION - 1) / WATCHERS_A_CONNECTION);
    var sent = new AtomicLongArray(events);
    var ready = new CountDownLatch(watchers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var following = new ArrayList<Future<long[]>>();
      for (int w = 0; w < watchers; w++) {
        int turn = w;
        following.add(threads.submit(() -> follow(connections, turn, path, sent, ready)));
      }
      ready.await();
      var before = load.server().cpu();
      long start = System.nanoTime();
      boolean well = write(client, maps + "/" + object, sent);
      var latencies = joined(following);
      var wall = Duration.ofNanos(System.nanoTime() - start);
      return new Row(
          name, well ? 0 : 1, wall, latencies, load.spent(before), load.server().residentMiB());
    }
  }

  private boolean write(ApiClient client, String object, AtomicLongArray sent)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    boolean well = true;
    for (int i = 0; i < events; i++) {
      if (rate > 0) LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
      sent.set(i, System.nanoTime());
      well &= client.merge(0, object, Samples.mark(i));
    }
    return well;
  }

  /// Reads until every change was seen; nanoseconds that each was under way.
  private long[] follow(
      ApiClient client, int turn, String path, AtomicLongArray sent, CountDownLatch ready)
      throws IOException, InterruptedException {
    long[] took = new long[events];
    try (var lines =
        new BufferedReader(
            new InputStreamReader(client.stream(turn, path), StandardCharsets.UTF_8))) {
      lines.readLine(); // the object as it was
      ready.countDown();
      for (int seen = 0; seen < events; ) {
        String line = lines.readLine();
        if (line == null) throw new IOException("a watch ended after " + seen + " changes");
        int mark = line.indexOf(MARK);
        if (mark < 0) continue;
        int from = mark + MARK.length();
        int i = Integer.parseInt(line.substring(from, line.indexOf('"', from)));
        took[seen++] = System.nanoTime() - sent.get(i);
      }
    }
    return took;
  }

  private long[] joined(Iterable<Future<long[]>> parts)
      throws InterruptedException, ExecutionException {
    long[] all = new long[watchers * events];
    int at = 0;
    for (Future<long[]> part : parts) {
      System.arraycopy(part.get(), 0, all, at, events);
      at += events;
    }
    return all;
  }
}
