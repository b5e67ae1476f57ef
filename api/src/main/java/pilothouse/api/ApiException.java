package pilothouse.api;

import java.util.List;
import java.util.Optional;
import pilothouse.api.validation.FieldError;

/// The one exception that carries a [Status]; a single filter turns it into a response.
///
/// Message forms. Source: apimachinery `pkg/api/errors/errors.go`.
public final class ApiException extends RuntimeException {
  private final transient Status status;

  public ApiException(Status status) {
    super(status.message(), null, false, false);
    this.status = status;
  }

  public Status status() {
    return status;
  }

  public static ApiException of(Reason reason, String message) {
    return new ApiException(Status.failure(reason, message));
  }

  public static ApiException badRequest(String message) {
    return of(Reason.BAD_REQUEST, message);
  }

  public static ApiException notFound(GroupResource resource, String name) {
    return new ApiException(
        Status.failure(
            Reason.NOT_FOUND,
            resource + " " + FieldError.quote(name) + " not found",
            Status.Details.of(resource, name)));
  }

  public static ApiException alreadyExists(GroupResource resource, String name) {
    return new ApiException(
        Status.failure(
            Reason.ALREADY_EXISTS,
            resource + " " + FieldError.quote(name) + " already exists",
            Status.Details.of(resource, name)));
  }

  public static ApiException conflict(GroupResource resource, String name, String why) {
    return new ApiException(
        Status.failure(
            Reason.CONFLICT,
            "Operation cannot be fulfilled on "
                + resource
                + " "
                + FieldError.quote(name)
                + ": "
                + why,
            Status.Details.of(resource, name)));
  }

  public static ApiException forbidden(GroupResource resource, String name, String why) {
    String subject =
        name.isEmpty()
            ? resource + " is forbidden: "
            : resource + " " + FieldError.quote(name) + " is forbidden: ";
    return new ApiException(
        Status.failure(Reason.FORBIDDEN, subject + why, Status.Details.of(resource, name)));
  }

  public static ApiException methodNotAllowed(GroupResource resource, String action) {
    return new ApiException(
        Status.failure(
            Reason.METHOD_NOT_ALLOWED,
            action + " is not supported on resources of kind \"" + resource + "\"",
            Status.Details.of(resource, "")));
  }

  public static ApiException internal(String message) {
    var details = Status.Details.NONE.withCauses(List.of(new Status.Cause("", message, "")));
    return new ApiException(
        Status.failure(Reason.INTERNAL_ERROR, "Internal error occurred: " + message, details));
  }

  /// `Kind "name" is invalid: …` with a cause for each error.
  public static ApiException invalid(
      String group, String kind, String name, List<FieldError> errors) {
    var causes = errors.stream().map(FieldError::cause).toList();
    String subject =
        kind + (group.isEmpty() ? "" : "." + group) + " " + FieldError.quote(name) + " is invalid";
    String message = errors.isEmpty() ? subject : subject + ": " + FieldError.aggregate(errors);
    var details = new Status.Details(name, group, kind, "", causes, 0);
    return new ApiException(
        new Status(false, message, Reason.INVALID.text(), Optional.of(details), 422));
  }
}
