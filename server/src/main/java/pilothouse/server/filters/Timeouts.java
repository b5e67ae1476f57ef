package pilothouse.server.filters;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Interrupts what is past its deadline, and answers `504` for it.
///
/// The handler runs on the call's own thread, so that an ordinary call costs no hand-over to another; one clock thread looks through those under way.
/// Source of the text: apiserver `pkg/server/filters/timeout.go`.
public final class Timeouts implements Filter, AutoCloseable {
  private static final long TICK_MILLIS = 100;

  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Thread clock;

  public Timeouts() {
    this.clock = Thread.ofPlatform().name("request-deadlines").daemon().start(this::watch);
  }

  @Override
  public Response apply(Call call, Handler next) {
    if (call.deadline().equals(Instant.MAX)) return next.handle(call);
    var own = new Running(Thread.currentThread(), call.deadline());
    running.add(own);
    try {
      Response response = next.handle(call);
      if (own.finish()) return response;
      throw late();
    } catch (RuntimeException failure) {
      if (own.finish()) throw failure;
      throw late();
    } finally {
      running.remove(own);
    }
  }

  private static ApiException late() {
    return new ApiException(
        Status.failure(
            Reason.TIMEOUT,
            "Timeout: request did not complete within the allotted timeout",
            Status.Details.NONE));
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        Instant now = Instant.now();
        for (Running call : running) if (now.isAfter(call.deadline)) call.interrupt();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.interrupt();
  }

  /// A call under way. `this` guards `state`, so that a thread is never interrupted after its call.
  private static final class Running {
    private final Thread thread;
    private final Instant deadline;
    private boolean finished;
    private boolean interrupted;

    Running(Thread thread, Instant deadline) {
      this.thread = thread;
      this.deadline = deadline;
    }

    synchronized void interrupt() {
      if (finished || interrupted) return;
      interrupted = true;
      thread.interrupt();
    }

    /// Whether the call came to its end by itself.
    synchronized boolean finish() {
      finished = true;
      if (interrupted) Thread.interrupted();
      return !interrupted;
    }
  }
}
