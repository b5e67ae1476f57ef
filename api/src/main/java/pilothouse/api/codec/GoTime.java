package pilothouse.api.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as Go's `time.Parse` reads RFC 3339 and upstream's kinds print them: in UTC, with whole seconds or with six digits.
final class GoTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private final String text;
  private final boolean micros;
  private int at;

  private GoTime(String text, boolean micros) {
    this.text = text;
    this.micros = micros;
  }

  /// The time that a text says.
  ///
  /// @throws DecodeException in the words of Go, such as `parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"`
  static Instant parse(String text, boolean micros) {
    return new GoTime(text, micros).parse();
  }

  static String print(Instant time, boolean micros) {
    return (micros ? MICROS : SECONDS).format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  /// The text in canonical form; empty for Go's zero time, which is written as null.
  static String canonical(String text, boolean micros) {
    Instant time = parse(text, micros);
    return time.equals(Instant.parse("0001-01-01T00:00:00Z")) ? "" : print(time, micros);
  }

  private Instant parse() {
    int year = number(4, "2006");
    literal("-");
    int month = number(2, "01");
    if (month < 1 || month > 12) throw range("month");
    literal("-");
    int day = number(2, "02");
    literal("T");
    int hour = number(2, "15");
    if (hour > 23) throw range("hour");
    literal(":");
    int minute = number(2, "04");
    if (minute > 59) throw range("minute");
    literal(":");
    int second = number(2, "05");
    if (second > 59) throw range("second");
    int nanos = fraction();
    int offset = offset();
    if (at < text.length())
      throw new DecodeException("parsing time " + quoted() + ": extra text: " + quote(at));
    return instant(year, month, day, hour, minute, second, nanos, offset);
  }

  private Instant instant(
      int year, int month, int day, int hour, int minute, int second, int nanos, int offset) {
    try {
      return LocalDate.of(year, month, day)
          .atTime(hour, minute, second, nanos)
          .toInstant(ZoneOffset.UTC)
          .minusSeconds(offset);
    } catch (DateTimeException noSuchDay) {
      throw range("day");
    }
  }

  private int number(int digits, String element) {
    if (at + digits > text.length()) throw cannot(element);
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') throw cannot(element);
      value = value * 10 + (c - '0');
    }
    at += digits;
    return value;
  }

  private void literal(String wanted) {
    if (!text.startsWith(wanted, at)) throw cannot(wanted);
    at += wanted.length();
  }

  private int fraction() {
    boolean given = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
    if (micros && !given) throw cannot(".000000");
    if (!given) return 0;
    int from = ++at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) at++;
    if (at == from || micros && at - from < 6) {
      at = from - 1;
      throw cannot(micros ? ".000000" : "Z07:00");
    }
    String digits = (text.substring(from, at) + "000000000").substring(0, 9);
    return Integer.parseInt(digits);
  }

  private int offset() {
    if (text.startsWith("Z", at)) {
      at++;
      return 0;
    }
    int start = at;
    boolean given = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    if (!given || !text.substring(at).matches("[+-]\\d\\d:\\d\\d.*")) {
      at = start;
      throw cannot("Z07:00");
    }
    int sign = text.charAt(at++) == '-' ? -1 : 1;
    int hours = number(2, "Z07:00");
    at++;
    int minutes = number(2, "Z07:00");
    if (hours > 24) throw range("time zone offset hour");
    if (minutes > 60) throw range("time zone offset minute");
    return sign * (hours * 3600 + minutes * 60);
  }

  private DecodeException cannot(String element) {
    String layout = micros ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00";
    return new DecodeException(
        "parsing time "
            + quoted()
            + " as \""
            + layout
            + "\": cannot parse "
            + quote(at)
            + " as \""
            + element
            + "\"");
  }

  private DecodeException range(String what) {
    return new DecodeException("parsing time " + quoted() + ": " + what + " out of range");
  }

  private String quoted() {
    return quote(0);
  }

  private String quote(int from) {
    return "\"" + text.substring(from).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
