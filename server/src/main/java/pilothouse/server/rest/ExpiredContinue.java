package pilothouse.server.rest;

import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;

/// The refusal of a continue token whose revision is gone.
///
/// Source: apiserver `pkg/storage/etcd3/errors.go`.
///
/// @param token goes on at the newest revision
record ExpiredContinue(String token) {
  ApiException exception() {
    return new ApiException(
        Status.failure(
                Reason.EXPIRED,
                "The provided continue parameter is too old to display a consistent list result. You can start a new list without the"
                    + " continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing"
                    + " with the provided token results in an inconsistent list - objects that were created, modified, or deleted between"
                    + " the time the first chunk was returned and now may show up in the list.")
            .withContinueToken(token));
  }
}
