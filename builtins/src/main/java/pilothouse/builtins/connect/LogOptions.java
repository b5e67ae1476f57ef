package pilothouse.builtins.connect;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import pilothouse.api.ApiException;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.server.http.Query;

/// The options of a log, read from the query and checked.
///
/// Source: `pkg/apis/core/validation/validation.go`, `ValidatePodLogOptions`.
final class LogOptions {
  private LogOptions() {}

  /// @throws ApiException `BadRequest` for what cannot be read, `Invalid` for what is out of range
  static void check(Query query, String pod) {
    OptionalLong tail = number(query, "tailLines");
    OptionalLong limit = number(query, "limitBytes");
    OptionalLong since = number(query, "sinceSeconds");
    time(query.text("sinceTime"));
    var errors = new Errors();
    if (tail.isPresent() && tail.getAsLong() < 0)
      errors.add(
          FieldError.invalid(
              FieldPath.of("tailLines"), tail.getAsLong(), "must be greater than or equal to 0"));
    positive(limit, "limitBytes", errors);
    if (query.has("sinceSeconds") && query.has("sinceTime"))
      errors.add(
          FieldError.forbidden(
              FieldPath.ROOT.key(""),
              "at most one of `sinceTime` or `sinceSeconds` may be specified"));
    else positive(since, "sinceSeconds", errors);
    if (query.has("stream"))
      errors.add(FieldError.forbidden(FieldPath.of("stream"), "may not be specified"));
    if (!errors.isEmpty()) throw ApiException.invalid("", "PodLogOptions", pod, errors.list());
  }

  private static void positive(OptionalLong value, String name, Errors errors) {
    if (value.isPresent() && value.getAsLong() < 1)
      errors.add(
          FieldError.invalid(FieldPath.of(name), value.getAsLong(), "must be greater than 0"));
  }

  private static OptionalLong number(Query query, String name) {
    String text = query.text(name);
    if (text.isEmpty()) return OptionalLong.empty();
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException malformed) {
      throw ApiException.badRequest(
          "strconv.ParseInt: parsing " + FieldError.quote(text) + ": invalid syntax");
    }
  }

  private static void time(String text) {
    if (text.isEmpty()) return;
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeException malformed) {
      throw ApiException.badRequest(
          "parsing time "
              + FieldError.quote(text)
              + " as \"2006-01-02T15:04:05Z07:00\": cannot parse "
              + FieldError.quote(text)
              + " as \"2006\"");
    }
  }
}
