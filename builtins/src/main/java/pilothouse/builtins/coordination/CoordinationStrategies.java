package pilothouse.builtins.coordination;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group coordination.k8s.io, by path.
public final class CoordinationStrategies {
  private CoordinationStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("coordination.k8s.io/v1/leases", new LeaseStrategy());
    return all;
  }
}
