package pilothouse.cel.type;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as the format `duration` also allows them: a number and a unit, `3 weeks`, `2h`, `10 secs`.
///
/// Source: kube-openapi `pkg/validation/strfmt/duration.go`.
final class WordyDurations {
  private static final Pattern PART = Pattern.compile("((\\d+)\\s*([A-Za-zµ]+))");

  private WordyDurations() {}

  static Optional<Duration> parse(String text) {
    Matcher matcher = PART.matcher(text.strip());
    Duration sum = Duration.ZERO;
    boolean any = false;
    while (matcher.find()) {
      Optional<Duration> unit = unit(matcher.group(3).toLowerCase(Locale.ROOT));
      if (unit.isEmpty() || matcher.group(2).length() > 9) return Optional.empty();
      sum = sum.plus(unit.get().multipliedBy(Integer.parseInt(matcher.group(2))));
      any = true;
    }
    return any ? Optional.of(sum) : Optional.empty();
  }

  private static Optional<Duration> unit(String name) {
    return switch (name) {
      case "ns", "nano" -> Optional.of(Duration.ofNanos(1));
      case "us", "µs", "micro" -> Optional.of(Duration.ofNanos(1_000));
      case "ms", "milli" -> Optional.of(Duration.ofMillis(1));
      case "s", "sec", "secs", "second", "seconds" -> Optional.of(Duration.ofSeconds(1));
      case "m", "min", "mins", "minute", "minutes" -> Optional.of(Duration.ofMinutes(1));
      case "h", "hr", "hrs", "hour", "hours" -> Optional.of(Duration.ofHours(1));
      case "d", "day", "days" -> Optional.of(Duration.ofDays(1));
      case "w", "wk", "wks", "week", "weeks" -> Optional.of(Duration.ofDays(7));
      default -> Optional.empty();
    };
  }
}
