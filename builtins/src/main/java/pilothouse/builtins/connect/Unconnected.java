package pilothouse.builtins.connect;

import pilothouse.api.ApiException;
import pilothouse.api.Reason;

/// Says that a target was found and that nobody speaks with it yet.
final class Unconnected {
  private Unconnected() {}

  static ApiException to(String target) {
    return ApiException.of(
        Reason.NOT_IMPLEMENTED, "connecting to " + target + " is not implemented yet");
  }
}
