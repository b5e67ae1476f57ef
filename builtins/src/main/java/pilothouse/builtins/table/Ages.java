package pilothouse.builtins.table;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import pilothouse.api.tree.Node;

/// How long ago something was, as tables tell it: `45s`, `5m30s`, `3h`, `2d5h`, `1y20d`; `<unknown>` for no time.
///
/// Source: apimachinery `pkg/util/duration/duration.go`.
public final class Ages {
  static final String UNKNOWN = "<unknown>";
  private static final int DAY_HOURS = 24;
  private static final int YEAR_HOURS = 365 * DAY_HOURS;

  private Ages() {}

  public static String since(Node time, Instant now) {
    return instant(time).map(then -> text(Duration.between(then, now))).orElse(UNKNOWN);
  }

  /// A published description as upstream shows it.
  public static String described(String text) {
    return ColumnFile.paragraphs(text);
  }

  public static Optional<Instant> instant(Node time) {
    if (time.text().isEmpty()) return Optional.empty();
    try {
      return Optional.of(OffsetDateTime.parse(time.text()).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Two units while they still matter, one beyond.
  static String text(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < -1) return "<invalid>";
    if (seconds < 0) return "0s";
    if (seconds < 120) return seconds + "s";
    long minutes = age.toMinutes();
    if (minutes < 10) return pair(minutes, "m", seconds % 60, "s");
    if (minutes < 180) return minutes + "m";
    return hours(age.toHours(), minutes % 60);
  }

  private static String hours(long hours, long minutes) {
    if (hours < 8) return pair(hours, "h", minutes, "m");
    if (hours < 2 * DAY_HOURS) return hours + "h";
    if (hours < 8 * DAY_HOURS) return pair(hours / DAY_HOURS, "d", hours % DAY_HOURS, "h");
    if (hours < 2 * YEAR_HOURS) return hours / DAY_HOURS + "d";
    if (hours < 8 * YEAR_HOURS) return pair(hours / YEAR_HOURS, "y", hours / DAY_HOURS % 365, "d");
    return hours / YEAR_HOURS + "y";
  }

  private static String pair(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
