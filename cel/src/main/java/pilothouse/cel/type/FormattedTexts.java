package pilothouse.cel.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import pilothouse.api.Bytes;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.GoDurations;
import pilothouse.cel.value.Value;

/// Texts whose format gives them another type in expressions: bytes, dates, times and durations.
final class FormattedTexts {
  private FormattedTexts() {}

  static Value of(String text, String format) {
    return switch (format) {
      case "byte" -> bytes(text);
      case "date" -> date(text);
      case "date-time" -> dateTime(text);
      case "duration" -> duration(text);
      default -> Value.of(text);
    };
  }

  private static Value bytes(String text) {
    try {
      return new Value.Binary(Bytes.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      throw new EvalException("Invalid byte formatted string " + text + ": " + e.getMessage());
    }
  }

  private static Value date(String text) {
    try {
      return new Value.Moment(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      throw new EvalException("Invalid date formatted string " + text + ": " + e.getMessage());
    }
  }

  private static Value dateTime(String text) {
    try {
      return new Value.Moment(
          OffsetDateTime.parse(text.replace(' ', 'T').toUpperCase(java.util.Locale.ROOT))
              .toInstant());
    } catch (DateTimeException e) {
      throw new EvalException("Invalid date-time formatted string " + text + ": " + e.getMessage());
    }
  }

  /// Go's durations, and also words as `3 weeks` or `2 hours`.
  private static Value duration(String text) {
    return GoDurations.parse(text)
        .or(() -> WordyDurations.parse(text))
        .<Value>map(Value.Span::new)
        .orElseThrow(() ->
            new EvalException(
                "Invalid duration " + text + ": unable to parse " + text + " as duration"));
  }
}
