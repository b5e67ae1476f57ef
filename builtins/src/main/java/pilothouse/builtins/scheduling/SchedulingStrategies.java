package pilothouse.builtins.scheduling;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group scheduling.k8s.io, by path.
public final class SchedulingStrategies {
  private SchedulingStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("scheduling.k8s.io/v1/priorityclasses", new PriorityClassStrategy());
    return all;
  }
}
