package pilothouse.server.filters;

import java.time.Duration;
import java.time.Instant;
import pilothouse.api.ApiException;
import pilothouse.api.GoDuration;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Sets a short call's deadline: what the client asks for by `timeout=`, at most `--request-timeout`.
///
/// Source: apiserver `pkg/endpoints/filters/request_deadline.go`.
public final class Deadlines implements Filter {
  private final Duration most;

  public Deadlines(Duration most) {
    this.most = most;
  }

  @Override
  public Response apply(Call call, Handler next) {
    if (LongRunning.is(call)) return next.handle(call);
    Instant end = call.received().plus(within(call.query().text("timeout")));
    return next.handle(call.withDeadline(end));
  }

  private Duration within(String asked) {
    if (asked.isEmpty()) return most;
    try {
      Duration time = GoDuration.parse(asked);
      return time.isPositive() && time.compareTo(most) < 0 ? time : most;
    } catch (IllegalArgumentException malformed) {
      throw ApiException.badRequest(
          "invalid timeout specified in the request URL - " + malformed.getMessage());
    }
  }
}
