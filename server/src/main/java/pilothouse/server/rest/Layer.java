package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;

/// One server of the delegation chain.
@FunctionalInterface
public interface Layer {
  /// Who answers a call; empty where it is another layer's.
  Optional<Handler> find(Call call);
}
