package pilothouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pilothouse.storage.Store;

/// A store looks to its clients like one that does one thing after the other, whatever they do at the same time and however
/// often it is closed and opened again.
///
/// A few rounds, or for ten minutes with `-Dnightly=true`; `-Dlinearizability.seed` repeats what clients want, not when.
public abstract class LinearizabilityContract {
  private static final int CLIENTS = 8;
  private static final int RESTARTS = 4;
  private static final int FEW = 3;

  /// More rounds than the few are made only within this time.
  private static final Duration ENOUGH = Duration.ofMinutes(10);

  private static final List<String> KEYS = List.of("/k/a", "/k/b", "/k/c", "/k/d");

  private volatile Store store;

  /// The store; what was in it when it was closed is in it again. Keys under `/k/` do not exist at first.
  protected abstract Store open() throws Exception;

  /// Begins anew with an empty store.
  protected abstract void clear() throws Exception;

  /// What happens between two rounds while clients go on.
  protected void disturb() throws Exception {
    store.close();
    store = open();
  }

  @Test
  @Timeout(1800)
  void whatConcurrentClientsSeeThroughRestartsHasAnOrderThatExplainsIt() throws Exception {
    int rounds =
        Integer.getInteger("linearizability.rounds", Boolean.getBoolean("nightly") ? 200 : FEW);
    long end = System.nanoTime() + ENOUGH.toNanos();
    for (int round = 0; round < rounds && (round < FEW || System.nanoTime() < end); round++) {
      long seed = Long.getLong("linearizability.seed", System.nanoTime());
      clear();
      var history = record(seed);
      assertThat(history.size()).isGreaterThan(50);
      assertThat(Linearizability.problemOf(history)).as("seed " + seed).isEmpty();
    }
  }

  private List<Operation> record(long seed) throws Exception {
    store = open();
    var clients = new ArrayList<Recorder>();
    for (int c = 0; c < CLIENTS; c++) clients.add(new Recorder(c, seed, () -> store, KEYS));
    var stop = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        var running = new ArrayList<Future<?>>();
        for (var client : clients) running.add(threads.submit(() -> run(client, stop)));
        for (int restart = 0; restart < RESTARTS; restart++) {
          work(clients, running.getFirst());
          disturb();
        }
        work(clients, running.getFirst());
        stop.set(true);
        for (var client : running) client.get();
      } finally {
        // Before the clients are waited for: after a failure nobody else would end them.
        stop.set(true);
        store.close();
      }
    }
    return clients.stream().flatMap(client -> client.history().stream()).toList();
  }

  private static void run(Recorder client, AtomicBoolean stop) {
    // A history of so many is enough for a night.
    for (int i = 0; i < 2000 && !stop.get(); i++) client.step();
  }

  /// Lets clients work for a while, on a slow machine until they have done something.
  private static void work(List<Recorder> clients, Future<?> first)
      throws InterruptedException, ExecutionException {
    int enough = done(clients) + 20;
    do pause(first);
    while (done(clients) < enough && !first.isDone());
  }

  private static int done(List<Recorder> clients) {
    return clients.stream().mapToInt(client -> client.history().size()).sum();
  }

  /// Ends early if the client fails.
  private static void pause(Future<?> client) throws InterruptedException, ExecutionException {
    try {
      client.get(150, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      assertThat(client.isDone()).isFalse();
    }
  }
}
