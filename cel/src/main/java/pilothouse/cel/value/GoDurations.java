package pilothouse.cel.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them: `1h30m`, `-1.5s`, `100ms`, `0`.
public final class GoDurations {
  private static final Pattern WHOLE =
      Pattern.compile("[+-]?((\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+");
  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int LONGEST_TEXT = 256;

  private GoDurations() {}

  /// Empty where the text is none, or does not fit 64 bits of nanoseconds.
  public static Optional<Duration> parse(String text) {
    if (text.equals("0") || text.equals("+0") || text.equals("-0"))
      return Optional.of(Duration.ZERO);
    if (text.length() > LONGEST_TEXT || !WHOLE.matcher(text).matches()) return Optional.empty();
    BigDecimal sum = BigDecimal.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) sum = sum.add(number(parts.group(1)).multiply(nanos(parts.group(2))));
    if (sum.compareTo(MOST) > 0) return Optional.empty();
    long nanos = sum.longValue();
    return Optional.of(Duration.ofNanos(text.startsWith("-") ? -nanos : nanos));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.endsWith(".") ? text + "0" : text);
  }

  private static BigDecimal nanos(String unit) {
    return switch (unit) {
      case "ns" -> BigDecimal.ONE;
      case "ms" -> BigDecimal.valueOf(1_000_000);
      case "s" -> BigDecimal.valueOf(1_000_000_000L);
      case "m" -> BigDecimal.valueOf(60_000_000_000L);
      case "h" -> BigDecimal.valueOf(3_600_000_000_000L);
      default -> BigDecimal.valueOf(1_000);
    };
  }
}
