package pilothouse.builtins.apiregistration;

import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// The strategies of the group apiregistration.k8s.io, by path.
public final class ApiRegistrationStrategies {
  private ApiRegistrationStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var apiService = new ApiServiceStrategy();
    all.put("apiregistration.k8s.io/v1/apiservices", apiService);
    all.put("apiregistration.k8s.io/v1/apiservices/status", StatusStrategy.unchecked(apiService));
    return all;
  }
}
