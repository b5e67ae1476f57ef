package pilothouse.storage.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Outcome;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;
import pilothouse.storage.history.Operation.Action;
import pilothouse.storage.history.Operation.Done;
import pilothouse.storage.history.Operation.Read;
import pilothouse.storage.history.Operation.Refused;
import pilothouse.storage.history.Operation.State;
import pilothouse.storage.history.Operation.Write;

/// A client that reads and writes a few keys at random, and notes what it did and what it was told.
final class Recorder {
  private final int client;
  private final Random random;
  private final Supplier<Store> store;
  private final List<String> keys;
  private final List<Operation> history = Collections.synchronizedList(new ArrayList<>());
  private long known;
  private int count;

  /// @param store the one that is open now
  Recorder(int client, long seed, Supplier<Store> store, List<String> keys) {
    this.client = client;
    this.store = store;
    this.keys = keys;
    random = new Random(seed + client);
  }

  List<Operation> history() {
    return List.copyOf(history);
  }

  void step() {
    var key = keys.get(random.nextInt(keys.size()));
    var open = store.get();
    switch (random.nextInt(8)) {
      case 0, 1 -> read(open, key, () -> open.get(key));
      case 2 -> read(open, key, () -> open.range(Range.of(key)).items().stream().findFirst());
      case 3 -> write(open, key, Optional.empty());
      default -> write(open, key, Optional.of(client + "-" + count++));
    }
  }

  /// Each write that nobody is told of doubles what can have happened: so there is one a client and restart.
  private void awaitAnother(Store failed) {
    long end = System.nanoTime() + 300_000_000_000L;
    while (store.get() == failed && System.nanoTime() < end) LockSupport.parkNanos(100_000);
  }

  private void read(Store open, String key, Supplier<Optional<Stored>> read) {
    long called = System.nanoTime();
    try {
      var seen = read.get().map(Recorder::state);
      note(key, called, new Read(seen));
      known = seen.map(State::revision).orElse(0L);
    } catch (StoreException.Unavailable e) {
      // A read that fails has seen nothing.
      awaitAnother(open);
    }
  }

  private void write(Store open, String key, Optional<String> value) {
    long expected = random.nextInt(3) == 0 ? -1 : known;
    if (value.isEmpty() && expected == 0) expected = -1;
    long called = System.nanoTime();
    try {
      var outcome = write(open, key, value, expectation(expected));
      note(key, called, new Write(expected, value, Optional.of(result(outcome))));
    } catch (StoreException.Unavailable e) {
      var untold = new Write(expected, value, Optional.empty());
      history.add(new Operation(client, key, called, Long.MAX_VALUE, untold));
      awaitAnother(open);
    }
  }

  private static Outcome write(
      Store open, String key, Optional<String> value, Expectation expectation) {
    return value.isPresent()
        ? open.put(key, Bytes.utf8(value.get()), expectation)
        : open.delete(key, expectation);
  }

  private static Expectation expectation(long expected) {
    if (expected < 0) return Expectation.ANY;
    return expected == 0 ? Expectation.ABSENT : Expectation.atRevision(expected);
  }

  private Operation.Result result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Written(long revision) -> {
        known = revision;
        yield new Done(revision);
      }
      case Outcome.Lost(var current) -> {
        known = current.map(Stored::revision).orElse(0L);
        yield new Refused(current.map(Recorder::state));
      }
    };
  }

  private static State state(Stored stored) {
    return new State(stored.value().utf8(), stored.revision());
  }

  private void note(String key, long called, Action action) {
    history.add(new Operation(client, key, called, System.nanoTime(), action));
  }
}
