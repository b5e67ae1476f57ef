package pilothouse.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import pilothouse.api.validation.GoText;

/// Durations as Go writes them: `300ms`, `-1.5h`, `2h45m`, `0`.
///
/// Source: Go's `time.ParseDuration`, whose messages clients see.
public final class GoDuration {
  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", SECOND,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDuration() {}

  /// @throws IllegalArgumentException with Go's message
  public static Duration parse(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) return Duration.ZERO;
    if (rest.isEmpty()) throw invalid(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int digits = skip(rest, at, true);
      if (!number(rest.substring(at, digits))) throw invalid(text);
      int end = skip(rest, digits, false);
      nanos =
          nanos.add(
              new BigDecimal(rest.substring(at, digits))
                  .multiply(unit(text, rest.substring(digits, end))));
      at = end;
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) throw invalid(text);
    Duration found = Duration.ofNanos(nanos.longValue());
    return text.startsWith("-") ? found.negated() : found;
  }

  /// What is wrong with a text, in Go's words; empty when it is a duration.
  public static String fault(String text) {
    try {
      parse(text);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// As Go prints it: `1h0m0s`, `1.5s`, `300ms`, `0s`.
  public static String text(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) return "0s";
    String sign = nanos < 0 ? "-" : "";
    BigDecimal rest = BigDecimal.valueOf(nanos).abs();
    if (rest.longValue() < SECOND) return sign + small(rest);
    long seconds = rest.longValue() / SECOND;
    BigDecimal fraction = rest.remainder(BigDecimal.valueOf(SECOND)).movePointLeft(9);
    String out = plain(BigDecimal.valueOf(seconds % 60).add(fraction)) + "s";
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

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && digit(text.charAt(at)) == digits) at++;
    return at;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }

  private static boolean number(String text) {
    boolean some = text.chars().anyMatch(c -> c != '.');
    return some && text.indexOf('.') == text.lastIndexOf('.');
  }

  private static BigDecimal unit(String text, String unit) {
    if (unit.isEmpty()) throw problem("missing unit in duration ", text);
    Long nanos = NANOS.get(unit);
    if (nanos == null) throw problem("unknown unit " + GoText.quote(unit) + " in duration ", text);
    return BigDecimal.valueOf(nanos);
  }

  private static IllegalArgumentException invalid(String text) {
    return problem("invalid duration ", text);
  }

  private static IllegalArgumentException problem(String what, String text) {
    return new IllegalArgumentException("time: " + what + GoText.quote(text));
  }
}
