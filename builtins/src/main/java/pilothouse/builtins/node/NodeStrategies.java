package pilothouse.builtins.node;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group node.k8s.io, by path.
public final class NodeStrategies {
  private NodeStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("node.k8s.io/v1/runtimeclasses", new RuntimeClassStrategy());
    return all;
  }
}
