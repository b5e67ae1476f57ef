package pilothouse.server.filters;

import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Keeps answers out of caches, unless a handler says otherwise.
public final class CacheControl implements Filter {
  @Override
  public Response apply(Call call, Handler next) {
    Response response = next.handle(call);
    return response.headers().has("Cache-Control")
        ? response
        : response.with("Cache-Control", "no-cache, private");
  }
}
