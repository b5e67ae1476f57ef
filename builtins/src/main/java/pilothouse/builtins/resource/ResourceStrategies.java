package pilothouse.builtins.resource;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// The strategies of the group resource.k8s.io, by path.
public final class ResourceStrategies {
  private ResourceStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var resourceClaim = ResourceClaimStrategy.strategy();
    all.put("resource.k8s.io/v1/resourceclaims", resourceClaim);
    all.put("resource.k8s.io/v1/resourceclaims/status", StatusStrategy.unchecked(resourceClaim));
    all.put("resource.k8s.io/v1/resourceclaimtemplates", ResourceClaimTemplateStrategy.strategy());
    all.put("resource.k8s.io/v1/resourceslices", new ResourceSliceStrategy(Clock.systemUTC()));
    all.put("resource.k8s.io/v1/deviceclasses", DeviceClassStrategy.strategy());
    return all;
  }
}
