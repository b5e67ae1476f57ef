package pilothouse.builtins.bootstrap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Keeps a cluster what it was born as: every ten seconds the server's lease is renewed and what was lost is put back, until this is closed.
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final int SECONDS = 10;

  private final Bootstrap bootstrap;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("upkeep").factory());

  public Upkeep(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
    timer.scheduleWithFixedDelay(this::keep, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /// A round that fails is told and tried again: the next one is ten seconds away.
  private void keep() {
    try {
      bootstrap.keep();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the cluster's own objects could not be kept up", e);
    }
  }

  /// Returns once no round is under way and this server has left.
  @Override
  public void close() {
    if (timer.isShutdown()) return;
    timer.close();
    try {
      bootstrap.leave();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "this server's address could not be taken back", e);
    }
  }
}
