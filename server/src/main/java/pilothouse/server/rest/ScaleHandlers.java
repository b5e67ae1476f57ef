package pilothouse.server.rest;

import java.util.EnumMap;
import java.util.Map;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.registry.ScaleView;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;
import pilothouse.server.http.Handler;

/// The `scale` of a resource.
final class ScaleHandlers {
  private ScaleHandlers() {}

  static Map<Verb, Handler> of(ServedResource resource, Subresource part, ScaleView view) {
    var all = new EnumMap<Verb, Handler>(Verb.class);
    for (Verb verb : part.verbs())
      all.put(
          verb,
          _ -> {
            throw ApiException.of(Reason.NOT_IMPLEMENTED, "scale is not implemented");
          });
    return all;
  }
}
