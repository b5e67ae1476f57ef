package pilothouse.builtins.policy;

import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// The strategies of the group policy, by path.
public final class PolicyStrategies {
  private PolicyStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var podDisruptionBudget = new PodDisruptionBudgetStrategy();
    all.put("policy/v1/poddisruptionbudgets", podDisruptionBudget);
    all.put(
        "policy/v1/poddisruptionbudgets/status",
        StatusStrategy.keepingSpec(podDisruptionBudget, PodDisruptionBudgetStrategy::status));
    return all;
  }
}
