package pilothouse.builtins.autoscaling;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group autoscaling, by path.
public final class AutoscalingStrategies {
  private AutoscalingStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var first = new FirstAutoscalerStrategy();
    all.put("autoscaling/v1/horizontalpodautoscalers", first);
    all.put(
        "autoscaling/v1/horizontalpodautoscalers/status", FirstAutoscalerStrategy.status(first));
    var second = AutoscalerStrategy.strategy();
    all.put("autoscaling/v2/horizontalpodautoscalers", second);
    all.put("autoscaling/v2/horizontalpodautoscalers/status", AutoscalerStrategy.status(second));
    return all;
  }
}
