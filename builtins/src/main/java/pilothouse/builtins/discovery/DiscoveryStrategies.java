package pilothouse.builtins.discovery;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group discovery.k8s.io, by path.
public final class DiscoveryStrategies {
  private DiscoveryStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("discovery.k8s.io/v1/endpointslices", new EndpointSliceStrategy());
    return all;
  }
}
