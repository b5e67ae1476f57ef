package pilothouse.builtins;

import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.apps.AppsStrategies;
import pilothouse.builtins.batch.BatchStrategies;
import pilothouse.builtins.coordination.CoordinationStrategies;
import pilothouse.builtins.core.CoreStrategies;
import pilothouse.registry.Strategy;

/// The strategies of the built-in kinds, by path: `v1/pods`, `apps/v1/deployments`, and `v1/pods/status` for a part.
///
/// What has no strategy of its own gets what most kinds do: the main endpoint keeps `status` where there is a `/status`, and `/status` keeps all else.
public final class Strategies {
  private final Map<String, Strategy> byPath;

  public Strategies(Map<String, Strategy> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  /// The strategies that need nothing but the objects themselves, joined with those that need more, which the caller brings.
  public static Strategies with(Map<String, Strategy> others) {
    var all = new HashMap<String, Strategy>();
    all.putAll(CoreStrategies.byPath());
    all.putAll(AppsStrategies.byPath());
    all.putAll(BatchStrategies.byPath());
    all.putAll(CoordinationStrategies.byPath());
    all.putAll(others);
    return new Strategies(all);
  }

  Strategy of(String path, boolean hasStatus) {
    return byPath.getOrDefault(path, hasStatus ? PlainStrategy.WITH_STATUS : PlainStrategy.PLAIN);
  }

  Strategy ofPart(String path, String part) {
    return byPath.getOrDefault(path + "/" + part, PlainStrategy.STATUS_PART);
  }
}
