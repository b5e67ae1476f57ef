package pilothouse.api.protobuf;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Durations as Go writes them, such as `1m30s`; in protobuf they are nanoseconds.
final class GoDuration {
  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*)(ns|us|µs|ms|s|m|h)");

  private GoDuration() {}

  static long nanos(String text) {
    BigDecimal total = BigDecimal.ZERO;
    var parts = PART.matcher(text);
    while (parts.find())
      total = total.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))));
    return text.startsWith("-") ? -total.longValue() : total.longValue();
  }

  private static BigDecimal unit(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "h" -> 3_600_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "s" -> 1_000_000_000L;
          case "ms" -> 1_000_000L;
          case "us", "µs" -> 1_000L;
          default -> 1L;
        });
  }

  static String text(long nanos) {
    if (nanos == 0) return "0s";
    String sign = nanos < 0 ? "-" : "";
    BigDecimal rest = BigDecimal.valueOf(nanos).abs();
    if (rest.longValue() < 1_000_000_000L && rest.signum() > 0) return sign + small(rest);
    long seconds = rest.longValue() / 1_000_000_000L;
    String fraction =
        plain(
            BigDecimal.valueOf(seconds % 60)
                .add(rest.remainder(BigDecimal.valueOf(1_000_000_000L)).movePointLeft(9)));
    String out = fraction + "s";
    if (seconds >= 60) out = seconds / 60 % 60 + "m" + out;
    if (seconds >= 3600) out = seconds / 3600 + "h" + out;
    return sign + out;
  }

  private static String small(BigDecimal nanos) {
    long n = nanos.longValue();
    if (n < 1_000) return n + "ns";
    return n < 1_000_000
        ? plain(nanos.movePointLeft(3)) + "µs"
        : plain(nanos.movePointLeft(6)) + "ms";
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
