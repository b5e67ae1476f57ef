package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// The servers behind one address, asked in order; the first that knows a path answers.
public final class DelegationChain implements Handler {
  private final List<Layer> layers;

  public DelegationChain(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public Response handle(Call call) {
    for (Layer layer : layers) {
      Optional<Handler> found = layer.find(call);
      if (found.isPresent()) return found.get().handle(call);
    }
    return Response.text(404, "404 page not found\n").with("X-Content-Type-Options", "nosniff");
  }
}
