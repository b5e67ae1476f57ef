package pilothouse.server.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.http.Handler;

/// The code of subresources and virtual kinds that bring their own, by the names under which definitions have them.
///
/// @param creates of kinds that are answered and not stored: `pods/eviction`, `selfsubjectaccessreviews`
/// @param handlers of all else: `pods/log`
/// @param reads of kinds whose objects are made when they are asked for: `componentstatuses`
public record Customs(
    Map<String, VirtualCreate> creates,
    Map<String, Handler> handlers,
    Map<String, Supplier<List<ObjectNode>>> reads) {
  public static final Customs NONE = new Customs(Map.of(), Map.of(), Map.of());

  public Customs {
    creates = Map.copyOf(creates);
    handlers = Map.copyOf(handlers);
    reads = Map.copyOf(reads);
  }

  Optional<VirtualCreate> create(String name) {
    return Optional.ofNullable(creates.get(name));
  }

  Optional<Supplier<List<ObjectNode>>> read(String name) {
    return Optional.ofNullable(reads.get(name));
  }

  Optional<Handler> handler(String name) {
    return Optional.ofNullable(handlers.get(name));
  }
}
