package pilothouse.server.filters;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import pilothouse.api.validation.GoText;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.Response;

/// A line for every request as its answer begins: what was asked, by which program, what came of it and how long that took. An observer among the
/// filters.
///
///     "HTTP" verb="LIST" URI="/api/v1/pods?limit=500" latency="1.204ms" userAgent="kubectl/v1.36.3" srcIP="127.0.0.1:40812" resp=200
///
/// Names and order of the fields: apiserver `pkg/server/httplog/httplog.go`.
public final class RequestLog implements Filter {
  private final Consumer<String> lines;

  /// @param lines takes each line, without an end; called by many threads at once
  public RequestLog(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public Response apply(Call call, Handler next) {
    long start = System.nanoTime();
    Response response = next.handle(call);
    lines.accept(line(call, response.status(), Duration.ofNanos(System.nanoTime() - start)));
    return response;
  }

  private static String line(Call call, int status, Duration latency) {
    String agent = call.headers().first("User-Agent").orElse("");
    return "\"HTTP\" verb=%s URI=%s latency=\"%.3fms\" userAgent=%s srcIP=%s resp=%d"
        .formatted(
            GoText.quote(verb(call)),
            GoText.quote(call.target()),
            latency.toNanos() / 1e6,
            GoText.quote(agent),
            GoText.quote(address(call)),
            status);
  }

  private static String verb(Call call) {
    RequestInfo info = call.info();
    return info.resourceRequest() ? info.verb().toUpperCase(Locale.ROOT) : call.method();
  }

  private static String address(Call call) {
    var peer = call.peer().address();
    return peer.getAddress().getHostAddress() + ":" + peer.getPort();
  }
}
