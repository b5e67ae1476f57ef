package pilothouse.server.filters;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import pilothouse.api.validation.GoText;

/// Durations as Go writes them: `300ms`, `-1.5h`, `2h45m`, `0`.
///
/// Source: Go's `time.ParseDuration`, whose messages clients see.
public final class GoDuration {
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
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
