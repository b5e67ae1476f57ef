package pilothouse.server.rest;

import java.util.Map;
import java.util.Optional;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.http.Handler;

/// The code of subresources and virtual kinds that bring their own, by the names under which definitions have them.
///
/// @param creates of kinds that are answered and not stored: `pods/eviction`, `selfsubjectaccessreviews`
/// @param handlers of all else: `pods/log`, `componentstatuses:list`
public record Customs(Map<String, VirtualCreate> creates, Map<String, Handler> handlers) {
  public static final Customs NONE = new Customs(Map.of(), Map.of());

  public Customs {
    creates = Map.copyOf(creates);
    handlers = Map.copyOf(handlers);
  }

  Optional<VirtualCreate> create(String name) {
    return Optional.ofNullable(creates.get(name));
  }

  Optional<Handler> handler(String name) {
    return Optional.ofNullable(handlers.get(name));
  }
}
