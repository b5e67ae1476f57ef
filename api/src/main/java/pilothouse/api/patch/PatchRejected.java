package pilothouse.api.patch;

import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;

/// The refusals that patches share. Source: apiserver `pkg/endpoints/handlers/patch.go`.
final class PatchRejected {
  private PatchRejected() {}

  /// A patch that does not apply: upstream says no more than that.
  static ApiException unprocessable() {
    var details = new Status.Details("", "", "", "", List.of(), 0);
    String message = "the server rejected our request due to an error in our request";
    return new ApiException(
        new Status(false, message, Reason.INVALID.text(), Optional.of(details), 422));
  }

  /// What upstream takes for a fault of its own: a 500 with a bare message.
  static ApiException failure(String message) {
    return ApiException.of(Reason.UNKNOWN, message);
  }
}
