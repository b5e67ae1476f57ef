package pilothouse.storage.etcd;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreException;

/// Asks for the newest revision, once for all who ask at the same time.
///
/* A question that is under way may have been answered before a caller's last write, so a caller never joins it: who comes
 * while one is under way waits for the next, which one of them asks for all.
 *
 *   A asks --------> answer          B and C come meanwhile: when A has its answer, B asks, and C takes B's answer. */
final class LatestRevision {
  private final LongSupplier question;

  /// Guarded by this, like the following. Null while nobody asks.
  private @Nullable CompletableFuture<Long> underway;

  private @Nullable CompletableFuture<Long> following;

  LatestRevision(LongSupplier question) {
    this.question = question;
  }

  long read() {
    CompletableFuture<Long> mine;
    CompletableFuture<Long> before = null;
    boolean leads;
    synchronized (this) {
      if (underway == null) {
        mine = underway = new CompletableFuture<>();
        leads = true;
      } else {
        leads = following == null;
        if (following == null) following = new CompletableFuture<>();
        mine = following;
        before = underway;
      }
    }
    if (!leads) return join(mine);
    if (before != null) settle(before, mine);
    return ask(mine);
  }

  /// Waits for the question before to end, and takes its place.
  private void settle(CompletableFuture<Long> before, CompletableFuture<Long> mine) {
    before.handle((_, _) -> 0).join();
    synchronized (this) {
      underway = mine;
      following = null;
    }
  }

  private long ask(CompletableFuture<Long> mine) {
    try {
      long revision = question.getAsLong();
      end(mine);
      mine.complete(revision);
      return revision;
    } catch (RuntimeException e) {
      end(mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized void end(CompletableFuture<Long> mine) {
    // Somebody who waits follows at once and puts its own in this place.
    if (underway == mine && following == null) underway = null;
  }

  private static long join(CompletableFuture<Long> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException.Unavailable why)
        throw new StoreException.Unavailable(
            String.valueOf(why.getMessage()), why, why.isUncertain());
      throw e;
    }
  }
}
