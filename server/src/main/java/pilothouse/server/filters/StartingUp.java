package pilothouse.server.filters;

import java.util.Set;
import java.util.function.BooleanSupplier;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Refuses with `503` what comes before all paths are served: a `404` then would let a garbage collector believe that a kind is gone.
///
/// Source: apiserver `pkg/util/notfoundhandler/not_found_handler.go`.
public final class StartingUp implements Filter {
  private static final int RETRY_SECONDS = 5;
  private static final String TEXT =
      "the request has been made before all known HTTP paths have been installed, please retry";
  private static final Set<String> HEALTH = Set.of("healthz", "livez", "readyz", "version");

  private final BooleanSupplier complete;

  public StartingUp(BooleanSupplier complete) {
    this.complete = complete;
  }

  @Override
  public Response apply(Call call, Handler next) {
    if (complete.getAsBoolean() || health(call.path())) return next.handle(call);
    throw new ApiException(
        Status.failure(
            Reason.SERVICE_UNAVAILABLE, TEXT, Status.Details.NONE.withRetryAfter(RETRY_SECONDS)));
  }

  private static boolean health(String path) {
    int end = path.indexOf('/', 1);
    return path.length() > 1 && HEALTH.contains(path.substring(1, end < 0 ? path.length() : end));
  }
}
