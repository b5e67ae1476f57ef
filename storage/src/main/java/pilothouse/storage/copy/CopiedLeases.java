package pilothouse.storage.copy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pilothouse.storage.Lease;
import pilothouse.storage.Store;

/// Leases in the store that is copied to, for keys that have one where they come from: keys whose time ends within the same
/// half minute share one, which ends at most that much later.
final class CopiedLeases {
  private static final long STEP_SECONDS = 30;

  private final Store to;
  private final Map<Long, Lease> bySteps = new ConcurrentHashMap<>();

  CopiedLeases(Store to) {
    this.to = to;
  }

  Lease of(Optional<Duration> timeLeft) {
    if (timeLeft.isEmpty()) return Lease.NONE;
    long steps = timeLeft.get().toSeconds() / STEP_SECONDS + 1;
    var known = bySteps.get(steps);
    if (known != null) return known;
    var granted = to.grant(Duration.ofSeconds(steps * STEP_SECONDS));
    // Of two threads that grant at once one's lease stays without keys, and ends.
    var first = bySteps.putIfAbsent(steps, granted);
    return first == null ? granted : first;
  }
}
