package pilothouse.app.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// One measured row.
///
/// @param latencies nanoseconds, ascending
/// @param cpu of the server, all operations together
record Row(
    String name,
    int failed,
    Duration wall,
    long[] latencies,
    Optional<Duration> cpu,
    Optional<Long> residentMiB) {
  Row {
    latencies = latencies.clone();
    Arrays.sort(latencies);
  }

  int operations() {
    return latencies.length;
  }

  double perSecond() {
    return operations() / (wall.toNanos() / 1e9);
  }

  /// @param share 0.5 for the median
  double milliseconds(double share) {
    if (latencies.length == 0) return 0;
    return latencies[Math.min(latencies.length - 1, (int) (share * latencies.length))] / 1e6;
  }

  Optional<Double> cpuMicros() {
    return cpu.map(time -> time.toNanos() / 1e3 / Math.max(1, operations()));
  }
}
