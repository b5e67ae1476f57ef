package pilothouse.app.flags;

import java.time.Duration;
import java.util.List;

/// How long requests and what they leave behind may last.
///
/// @param request how long a request may take that is no watch or stream
/// @param shortestWatch how long a watch lasts at least
/// @param events how long events are kept
/// @param shutdownDelay how long requests are served after the signal to stop
/// @param atOnce how many short requests run at one time, reads and writes together; 0 for no bound
public record RequestFlags(
    Duration request, Duration shortestWatch, Duration events, Duration shutdownDelay, int atOnce) {

  static RequestFlags from(Flags flags, List<String> errors) {
    for (String name : List.of("request-timeout", "min-request-timeout", "shutdown-delay-duration"))
      if (flags.text(name).startsWith("-")) errors.add("--" + name + " can not be negative value");
    for (String name : List.of("max-requests-inflight", "max-mutating-requests-inflight"))
      if (flags.number(name) < 0) errors.add("--" + name + " can not be negative value");
    return new RequestFlags(
        flags.duration("request-timeout"),
        Duration.ofSeconds(flags.number("min-request-timeout")),
        flags.duration("event-ttl"),
        flags.duration("shutdown-delay-duration"),
        flags.number("max-requests-inflight") + flags.number("max-mutating-requests-inflight"));
  }
}
