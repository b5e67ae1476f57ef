package pilothouse.server.filters;

import java.util.List;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `--strict-transport-security-directives`
public final class Hsts implements Filter {
  private final String value;

  public Hsts(List<String> directives) {
    this.value = String.join("; ", directives);
  }

  @Override
  public Response apply(Call call, Handler next) {
    Response response = next.handle(call);
    return value.isEmpty() ? response : response.with("Strict-Transport-Security", value);
  }
}
