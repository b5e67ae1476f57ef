package pilothouse.cel.library;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Moment;
import pilothouse.cel.value.Value.Span;
import pilothouse.cel.value.Value.Text;

/// Parts of times and durations.
final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /// Go's zero time.
  static final Instant ZERO = FIRST;

  private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{1,2}):(\\d{1,2})");

  private Times() {}

  static void addTo(Overloads all) {
    part(all, "getFullYear", ZonedDateTime::getYear);
    part(all, "getMonth", time -> time.getMonthValue() - 1);
    part(all, "getDayOfYear", time -> time.getDayOfYear() - 1);
    part(all, "getDayOfMonth", time -> time.getDayOfMonth() - 1);
    part(all, "getDate", ZonedDateTime::getDayOfMonth);
    part(all, "getDayOfWeek", time -> time.getDayOfWeek().getValue() % 7);
    part(all, "getHours", ZonedDateTime::getHour);
    part(all, "getMinutes", ZonedDateTime::getMinute);
    part(all, "getSeconds", ZonedDateTime::getSecond);
    part(all, "getMilliseconds", time -> time.getNano() / 1_000_000);
    spans(all);
  }

  private static void part(Overloads all, String name, ToLongFunction<ZonedDateTime> part) {
    all.one(name, Moment.class, a -> Value.of(part.applyAsLong(a.value().atZone(ZoneOffset.UTC))))
        .two(
            name,
            Moment.class,
            Text.class,
            (a, zone) -> Value.of(part.applyAsLong(a.value().atZone(zone(zone.value())))));
  }

  private static void spans(Overloads all) {
    all.one("getHours", Span.class, a -> Value.of(a.value().toHours()))
        .one("getMinutes", Span.class, a -> Value.of(a.value().toMinutes()))
        .one("getSeconds", Span.class, a -> Value.of(seconds(a.value())))
        .one("getMilliseconds", Span.class, a -> Value.of(a.value().toMillis()));
  }

  /// Rounded to zero, where Java rounds down.
  private static long seconds(Duration span) {
    return span.toNanos() / 1_000_000_000;
  }

  private static ZoneId zone(String name) {
    Matcher offset = OFFSET.matcher(name);
    try {
      if (!offset.matches()) return ZoneId.of(name.equals("UTC") || name.isEmpty() ? "Z" : name);
      int minutes = Integer.parseInt(offset.group(2)) * 60 + Integer.parseInt(offset.group(3));
      return ZoneOffset.ofTotalSeconds((offset.group(1).equals("-") ? -60 : 60) * minutes);
    } catch (DateTimeException e) {
      throw new EvalException("unknown time zone " + name);
    }
  }

  static Value parse(Text text) {
    try {
      if (text.value().length() < 20 || text.value().charAt(10) != 'T') throw wrong();
      return inRange(OffsetDateTime.parse(text.value()).toInstant());
    } catch (DateTimeException e) {
      throw wrong();
    }
  }

  private static EvalException wrong() {
    return Conversions.wrong("string", "google.protobuf.Timestamp");
  }

  static Value inRange(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) throw new EvalException("timestamp overflow");
    return new Moment(time);
  }
}
