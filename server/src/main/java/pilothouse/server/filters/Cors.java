package pilothouse.server.filters;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;

/// `--cors-allowed-origins`: lets pages of some origins call the server.
///
/// Source: apiserver `pkg/server/filters/cors.go`.
public final class Cors implements Filter {
  private static final String METHODS = "POST, GET, OPTIONS, PUT, DELETE, PATCH";
  private static final String HEADERS =
      "Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization,"
          + " X-Requested-With, If-Modified-Since";

  private final List<Pattern> origins;

  public Cors(List<Pattern> origins) {
    this.origins = List.copyOf(origins);
  }

  @Override
  public Response apply(Call call, Handler next) {
    Optional<String> origin = call.headers().first("Origin").filter(this::allowed);
    if (origin.isEmpty()) return next.handle(call);
    Response response =
        call.method().equals("OPTIONS")
            ? new Response(204, Headers.NONE, Response.Body.Empty.EMPTY)
            : next.handle(call);
    return response
        .with("Access-Control-Allow-Origin", origin.get())
        .with("Access-Control-Allow-Methods", METHODS)
        .with("Access-Control-Allow-Headers", HEADERS)
        .with("Access-Control-Expose-Headers", "Date")
        .with("Access-Control-Allow-Credentials", "true");
  }

  private boolean allowed(String origin) {
    return origins.stream().anyMatch(pattern -> pattern.matcher(origin).find());
  }
}
