package pilothouse.builtins.batch;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pilothouse.api.GoDuration;

/// Whether a text is a schedule: five fields of minutes, hours, days, months and weekdays, or a descriptor such as `@daily` or `@every 1h30m`.
///
/// Source: robfig/cron v3, which upstream parses with; the messages are its own.
final class CronSchedule {
  private static final Set<String> DESCRIPTORS =
      Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final List<Bounds> FIELDS =
      List.of(
          new Bounds(0, 59, List.of()),
          new Bounds(0, 23, List.of()),
          new Bounds(1, 31, List.of()),
          new Bounds(1, 12, MONTHS),
          new Bounds(0, 6, DAYS));

  /// Names of the zone database that Java leaves to its own table of short names.
  private static final Set<String> ZONES_JAVA_LACKS = Set.of("EST", "MST", "HST", "ROC");

  private CronSchedule() {}

  private record Bounds(long min, long max, List<String> names) {}

  /// Carries the message of what is wrong out of the fields.
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  /// What is wrong with a schedule; empty when it is one.
  static String error(String schedule) {
    try {
      check(schedule);
      return "";
    } catch (Wrong wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  private static void check(String schedule) throws Wrong {
    String rest = schedule;
    if (rest.startsWith("TZ=") || rest.startsWith("CRON_TZ=")) {
      int space = rest.indexOf(' ');
      if (space < 0)
        throw new Wrong("invalid schedule format: runtime error: slice bounds out of range [:-1]");
      String zone = rest.substring(rest.indexOf('=') + 1, space);
      String wrong = zoneError(zone);
      if (!wrong.isEmpty()) throw new Wrong("provided bad location " + zone + ": " + wrong);
      rest = rest.substring(space).strip();
    }
    if (rest.startsWith("@")) descriptor(rest);
    else fields(rest);
  }

  private static void descriptor(String text) throws Wrong {
    if (DESCRIPTORS.contains(text)) return;
    if (!text.startsWith("@every ")) throw new Wrong("unrecognized descriptor: " + text);
    String wrong = GoDuration.fault(text.substring("@every ".length()));
    if (!wrong.isEmpty()) throw new Wrong("failed to parse duration " + text + ": " + wrong);
  }

  private static void fields(String text) throws Wrong {
    String[] fields = text.isBlank() ? new String[0] : text.strip().split("\\s+", -1);
    if (fields.length != FIELDS.size())
      throw new Wrong(
          "expected exactly 5 fields, found "
              + fields.length
              + ": ["
              + String.join(" ", fields)
              + "]");
    for (int i = 0; i < fields.length; i++)
      for (String part : fields[i].split(",", -1)) if (!part.isEmpty()) range(part, FIELDS.get(i));
  }

  private static void range(String text, Bounds bounds) throws Wrong {
    String[] stepped = text.split("/", -1);
    String[] ends = stepped[0].split("-", -1);
    boolean single = ends.length == 1;
    long start;
    long end;
    if (ends[0].equals("*") || ends[0].equals("?")) {
      start = bounds.min;
      end = bounds.max;
    } else {
      start = value(ends[0], bounds);
      end =
          switch (ends.length) {
            case 1 -> start;
            case 2 -> value(ends[1], bounds);
            default -> throw new Wrong("too many hyphens: " + text);
          };
    }
    long step = 1;
    if (stepped.length == 2) {
      step = number(stepped[1]);
      if (single) end = bounds.max;
    } else if (stepped.length > 2) {
      throw new Wrong("too many slashes: " + text);
    }
    if (start < bounds.min)
      throw new Wrong(
          "beginning of range (" + start + ") below minimum (" + bounds.min + "): " + text);
    if (end > bounds.max)
      throw new Wrong("end of range (" + end + ") above maximum (" + bounds.max + "): " + text);
    if (start > end)
      throw new Wrong(
          "beginning of range (" + start + ") beyond end of range (" + end + "): " + text);
    if (step == 0) throw new Wrong("step of range should be a positive number: " + text);
  }

  private static long value(String text, Bounds bounds) throws Wrong {
    int named = bounds.names.indexOf(text.toLowerCase(Locale.ROOT));
    if (named >= 0) return named + bounds.min;
    return number(text);
  }

  private static long number(String text) throws Wrong {
    if (!text.matches("[+-]?[0-9]{1,18}"))
      throw new Wrong(
          "failed to parse int from "
              + text
              + ": strconv.Atoi: parsing \""
              + text
              + "\": "
              + (text.matches("[+-]?[0-9]+") ? "value out of range" : "invalid syntax"));
    long number = Long.parseLong(text);
    if (number < 0) throw new Wrong("negative number (" + number + ") not allowed: " + text);
    return number;
  }

  /// What is wrong with the name of a time zone; empty when there is one of that name.
  static String zoneError(String zone) {
    if (zone.isEmpty() || zone.equals("UTC") || zone.equals("Local")) return "";
    boolean known =
        ZONES_JAVA_LACKS.contains(zone)
            || (ZoneId.getAvailableZoneIds().contains(zone) && !zone.startsWith("SystemV/"));
    if (known) return "";
    boolean folder =
        ZoneId.getAvailableZoneIds().stream()
            .anyMatch(id -> id.startsWith(zone + "/") && Arrays.asList(id.split("/")).size() > 1);
    return folder ? "is a directory" : "unknown time zone " + zone;
  }
}
