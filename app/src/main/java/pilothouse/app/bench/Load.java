package pilothouse.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Does one thing many times over, some at once, and measures.
final class Load {
  /// One operation; whether it went well.
  @FunctionalInterface
  interface Operation {
    boolean run(int number) throws Exception;
  }

  private final Process server;

  Load(Process server) {
    this.server = server;
  }

  /// @param together how many at a time
  Row measure(String name, int operations, int together, Operation operation)
      throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    var failed = new AtomicInteger();
    long[] latencies = new long[operations];
    Optional<Duration> before = server.cpu();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var workers = new ArrayList<Future<?>>();
      for (int w = 0; w < together; w++)
        workers.add(
            threads.submit(() -> {
              for (int i = next.getAndIncrement(); i < operations; i = next.getAndIncrement()) {
                long began = System.nanoTime();
                if (!operation.run(i)) failed.incrementAndGet();
                latencies[i] = System.nanoTime() - began;
              }
              return null;
            }));
      for (Future<?> worker : workers) worker.get();
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    return new Row(name, failed.get(), wall, latencies, spent(before), server.residentMiB());
  }

  /// What the server has used since then.
  Optional<Duration> spent(Optional<Duration> before) {
    return before.flatMap(then -> server.cpu().map(now -> now.minus(then)));
  }

  Process server() {
    return server;
  }
}
