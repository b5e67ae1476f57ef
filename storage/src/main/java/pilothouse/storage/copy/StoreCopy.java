package pilothouse.storage.copy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.Expectation;
import pilothouse.storage.Outcome;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;

/// Makes one store hold what another holds at one revision, under a prefix, by ordinary writes: so revisions of the store
/// that is written to only rise, and whoever watches it sees what changed. What is the same already is not written.
///
/// Values are copied as they are, encrypted ones with their encryption. Keys with a lease get one that ends when theirs did,
/// or up to half a minute later.
public final class StoreCopy {
  /// Enough to share disk syncs, few enough for the memory that values of 1.5 MiB take.
  private static final int AT_ONCE = 128;

  private final Store from;
  private final Store to;
  private final String prefix;
  private final CopiedLeases leases;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();
  private final AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();

  /// @param revision the one of the source that was copied
  public record Result(long written, long deleted, long unchanged, long revision) {}

  public StoreCopy(Store from, Store to, String prefix) {
    this.from = from;
    this.to = to;
    this.prefix = prefix;
    leases = new CopiedLeases(to);
  }

  /// @throws StoreException the first failure of either store; what was written until then stays, and running it again goes on
  ///     from there
  public Result run() throws InterruptedException {
    long revision = from.revision();
    var source = new KeyCursor(from, prefix, revision);
    var target = new KeyCursor(to, prefix, to.revision());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (failure.get() == null && step(source, target, threads)) {}
    }
    var failed = failure.get();
    if (failed != null) throw failed;
    return new Result(written.get(), deleted.get(), unchanged.get(), revision);
  }

  /// Handles the smallest key that is left on either side; false if there is none.
  private boolean step(KeyCursor source, KeyCursor target, ExecutorService threads)
      throws InterruptedException {
    var wanted = source.peek().orElse(null);
    var known = target.peek().orElse(null);
    if (wanted == null && known == null) return false;
    int order = wanted == null ? 1 : known == null ? -1 : compare(wanted.key(), known.key());
    if (order <= 0) source.advance();
    if (order >= 0) target.advance();
    if (order > 0 && known != null) submit(threads, () -> delete(known));
    else if (wanted != null) submit(threads, () -> write(wanted, order == 0 ? known : null));
    return true;
  }

  /// As stores order keys, by code points.
  private static int compare(String one, String other) {
    for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a == b) continue;
      // Surrogates stand for what comes after all other characters.
      if (Character.isSurrogate(a) != Character.isSurrogate(b))
        return Character.isSurrogate(a) ? 1 : -1;
      return Character.compare(a, b);
    }
    return Integer.compare(one.length(), other.length());
  }

  private void submit(ExecutorService threads, Runnable work) throws InterruptedException {
    free.acquire();
    Future<?> unused =
        threads.submit(() -> {
          try {
            work.run();
          } catch (StoreException e) {
            failure.compareAndSet(null, e);
          } finally {
            free.release();
          }
        });
  }

  private void delete(Stored known) {
    if (to.delete(known.key(), Expectation.ANY) instanceof Outcome.Written)
      deleted.incrementAndGet();
  }

  private void write(Stored wanted, @Nullable Stored known) {
    if (wanted.isDamaged())
      throw new StoreException.Corrupt(wanted.key() + " cannot be copied: " + wanted.damage());
    var timeLeft = from.timeLeft(wanted.key());
    if (known != null
        && known.value().equals(wanted.value())
        && to.timeLeft(known.key()).isPresent() == timeLeft.isPresent()) {
      unchanged.incrementAndGet();
      return;
    }
    to.put(wanted.key(), wanted.value(), Expectation.ANY, leases.of(timeLeft));
    written.incrementAndGet();
  }
}
