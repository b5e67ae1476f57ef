package pilothouse.apiextensions;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// Tells operators what failed and will be tried again: at most one line a minute, which says how many failures went untold before it.
final class FailureLog {
  private static final Logger LOG = System.getLogger(FailureLog.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant quietUntil = Instant.MIN;
  private long untold;

  FailureLog(Clock clock) {
    this.clock = clock;
  }

  /// @param what could not be done
  void failed(String what, RuntimeException why) {
    long before;
    lock.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(quietUntil)) {
        untold++;
        return;
      }
      before = untold;
      untold = 0;
      quietUntil = now.plus(PAUSE);
    } finally {
      lock.unlock();
    }
    String others = before == 0 ? "" : " (and " + before + " failures since the last line)";
    LOG.log(Level.WARNING, what + ", it will be tried again" + others, why);
  }
}
