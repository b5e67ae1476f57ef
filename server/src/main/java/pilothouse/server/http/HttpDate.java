package pilothouse.server.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The `Date` header, made once a second.
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record Made(long second, String text) {}

  private volatile Made made = new Made(-1, "");

  String text() {
    long second = System.currentTimeMillis() / 1000;
    Made last = made;
    if (last.second == second) return last.text;
    var next = new Made(second, FORMAT.format(Instant.ofEpochSecond(second)));
    made = next;
    return next.text;
  }
}
