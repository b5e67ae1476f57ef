package pilothouse.server.filters;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Bounds how many short calls run at once. The rest wait in line for a while, then are told to come back: `429`. Group `system:masters` is exempt, and so
/// are long-running calls.
///
/// Stands for priority and fairness with one level, whose seats are the sum of the two flags. Source of the text: apiserver
/// `pkg/server/filters/maxinflight.go`.
public final class MaxInFlight implements Filter {
  private final Semaphore seats;
  private final int count;
  private final Duration patience;

  /// @param count `--max-requests-inflight` plus `--max-mutating-requests-inflight`; 0 for no bound
  /// @param patience how long a call may wait: a quarter of the request timeout
  public MaxInFlight(int count, Duration patience) {
    this.seats = new Semaphore(count, true);
    this.count = count;
    this.patience = patience;
  }

  public int running() {
    return count - seats.availablePermits();
  }

  public int waiting() {
    return seats.getQueueLength();
  }

  @Override
  public Response apply(Call call, Handler next) {
    if (count == 0 || call.user().in("system:masters") || LongRunning.is(call)) {
      return next.handle(call);
    }
    if (!seated()) {
      return PlainText.error(429, "Too many requests, please try again later.")
          .with("Retry-After", "1");
    }
    try {
      return next.handle(call);
    } finally {
      seats.release();
    }
  }

  private boolean seated() {
    try {
      return seats.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
