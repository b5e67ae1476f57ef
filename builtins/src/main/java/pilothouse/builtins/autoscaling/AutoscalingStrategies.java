package pilothouse.builtins.autoscaling;

import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// The strategies of the group autoscaling, by path.
public final class AutoscalingStrategies {
  private AutoscalingStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var first = AutoscalerStrategy.v1();
    all.put("autoscaling/v1/horizontalpodautoscalers", first);
    all.put(
        "autoscaling/v1/horizontalpodautoscalers/status",
        StatusStrategy.keepingSpec(first, AutoscalerStrategy::status));
    var second = AutoscalerStrategy.v2();
    all.put("autoscaling/v2/horizontalpodautoscalers", second);
    all.put(
        "autoscaling/v2/horizontalpodautoscalers/status",
        StatusStrategy.keepingSpec(second, AutoscalerStrategy::status));
    return all;
  }
}
