package pilothouse.builtins.flowcontrol;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group flowcontrol.apiserver.k8s.io, by path.
public final class FlowControlStrategies {
  private FlowControlStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var flowSchema = FlowSchemaStrategy.strategy();
    all.put("flowcontrol.apiserver.k8s.io/v1/flowschemas", flowSchema);
    all.put(
        "flowcontrol.apiserver.k8s.io/v1/flowschemas/status",
        FlowSchemaStrategy.status(flowSchema));
    var priorityLevel = PriorityLevelStrategy.strategy();
    all.put("flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations", priorityLevel);
    all.put(
        "flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/status",
        PriorityLevelStrategy.status(priorityLevel));
    return all;
  }
}
