package pilothouse.app.flags;

import java.time.Duration;
import java.util.List;

/// How long requests and what they leave behind may last.
///
/// @param request how long a request may take that is no watch or stream
/// @param shortestWatch how long a watch lasts at least
/// @param events how long events are kept
/// @param shutdownDelay how long requests are served after the signal to stop
public record RequestFlags(
    Duration request, Duration shortestWatch, Duration events, Duration shutdownDelay) {

  static RequestFlags from(Flags flags, List<String> errors) {
    for (String name : List.of("request-timeout", "min-request-timeout", "shutdown-delay-duration"))
      if (flags.text(name).startsWith("-")) errors.add("--" + name + " can not be negative value");
    return new RequestFlags(
        flags.duration("request-timeout"),
        Duration.ofSeconds(flags.number("min-request-timeout")),
        flags.duration("event-ttl"),
        flags.duration("shutdown-delay-duration"));
  }
}
