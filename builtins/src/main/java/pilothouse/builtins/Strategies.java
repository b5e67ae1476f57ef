package pilothouse.builtins;

import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the built-in kinds, by path: `v1/pods`, `apps/v1/deployments`, and `v1/pods/status` for a part.
///
/// What has no strategy of its own gets what most kinds do: the main endpoint keeps `status` where there is a `/status`, and `/status` keeps all else.
public final class Strategies {
  private final Map<String, Strategy> byPath;

  public Strategies(Map<String, Strategy> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  Strategy of(String path, boolean hasStatus) {
    return byPath.getOrDefault(path, hasStatus ? PlainStrategy.WITH_STATUS : PlainStrategy.PLAIN);
  }

  Strategy ofPart(String path, String part) {
    return byPath.getOrDefault(path + "/" + part, PlainStrategy.STATUS_PART);
  }
}
