package pilothouse.app.flags;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as Go writes them: `1h0m0s`, `1.5s`, `-100ms`, `0`.
final class GoDuration {
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|ms|s|m|h)");

  private GoDuration() {}

  /// Empty for a text that is no duration or does not fit 64 bits of nanoseconds.
  static Optional<Duration> parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) return Optional.of(Duration.ZERO);
    if (rest.isEmpty()) return Optional.empty();
    var nanos = BigDecimal.ZERO;
    var part = PART.matcher(rest);
    int at = 0;
    while (part.find() && part.start() == at) {
      long unit = UNITS.getOrDefault(part.group(2), 0L);
      nanos = nanos.add(new BigDecimal("0" + part.group(1)).multiply(BigDecimal.valueOf(unit)));
      at = part.end();
    }
    if (at != rest.length() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0)
      return Optional.empty();
    long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
    return Optional.of(Duration.ofNanos(negative ? -whole : whole));
  }
}
