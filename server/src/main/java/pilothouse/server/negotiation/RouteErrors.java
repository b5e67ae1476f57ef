package pilothouse.server.negotiation;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.server.http.Call;

/// Refusals of requests that match no route. Upstream's router words them, with empty details.
///
/// Source: apiserver `pkg/endpoints/handlers/responsewriters`, `NewGenericServerResponse`; go-restful `curly.go`.
public final class RouteErrors {
  private RouteErrors() {}

  public static ApiException noSuchResource() {
    return of(Reason.NOT_FOUND, "the server could not find the requested resource");
  }

  public static ApiException noSuchMethod() {
    return of(
        Reason.METHOD_NOT_ALLOWED,
        "the server does not allow this method on the requested resource");
  }

  public static ApiException notAcceptable(List<String> produced) {
    return of(
        Reason.NOT_ACCEPTABLE,
        "406: Not Acceptable\n\nAvailable representations: " + String.join(", ", produced));
  }

  public static ApiException unsupportedMediaType() {
    return of(Reason.UNSUPPORTED_MEDIA_TYPE, "415: Unsupported Media Type");
  }

  private static ApiException of(Reason reason, String message) {
    return new ApiException(Status.failure(reason, message, Status.Details.NONE));
  }

  /// @throws ApiException `MethodNotAllowed`
  public static void requireGet(Call call) {
    if (!call.method().equals("GET")) throw noSuchMethod();
  }

  /// Compares media types literally, as the router does: `application/*` is none.
  ///
  /// @throws ApiException `NotAcceptable`
  public static void requireOneOf(Call call, List<String> produced) {
    for (String clause : MediaRange.accept(call).split(",")) {
      int end = clause.indexOf(';');
      String type = (end < 0 ? clause : clause.substring(0, end)).trim();
      if (type.equals("*/*") || produced.contains(type)) return;
    }
    throw notAcceptable(produced);
  }
}
