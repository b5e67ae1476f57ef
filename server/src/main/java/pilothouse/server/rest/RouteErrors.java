package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;

/// Refusals of requests that match no route. Upstream's router words them, with empty details.
///
/// Source: apiserver `pkg/endpoints/handlers/responsewriters`, `NewGenericServerResponse`; go-restful `curly.go`.
final class RouteErrors {
  private RouteErrors() {}

  static ApiException noSuchResource() {
    return of(Reason.NOT_FOUND, "the server could not find the requested resource");
  }

  static ApiException noSuchMethod() {
    return of(
        Reason.METHOD_NOT_ALLOWED,
        "the server does not allow this method on the requested resource");
  }

  static ApiException notAcceptable(List<String> produced) {
    return of(
        Reason.NOT_ACCEPTABLE,
        "406: Not Acceptable\n\nAvailable representations: " + String.join(", ", produced));
  }

  static ApiException unsupportedMediaType() {
    return of(Reason.UNSUPPORTED_MEDIA_TYPE, "415: Unsupported Media Type");
  }

  private static ApiException of(Reason reason, String message) {
    return new ApiException(Status.failure(reason, message, Status.Details.NONE));
  }
}
