package pilothouse.cel.value;

import java.time.Duration;
import java.util.Optional;
import pilothouse.api.GoDuration;

/// Durations in expressions: as Go writes them, and never so long that reading them would take a while.
public final class GoDurations {
  private static final int LONGEST_TEXT = 256;

  private GoDurations() {}

  /// Empty where the text is none, or does not fit 64 bits of nanoseconds.
  public static Optional<Duration> parse(String text) {
    if (text.length() > LONGEST_TEXT || !GoDuration.fault(text).isEmpty()) return Optional.empty();
    return Optional.of(GoDuration.parse(text));
  }
}
