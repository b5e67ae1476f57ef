package pilothouse.builtins.apps;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group apps, by path.
public final class AppsStrategies {
  private AppsStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var deployment = DeploymentStrategy.strategy();
    all.put("apps/v1/deployments", deployment);
    all.put("apps/v1/deployments/status", DeploymentStrategy.status(deployment));
    var replicaSet = ReplicaSetStrategy.strategy();
    all.put("apps/v1/replicasets", replicaSet);
    all.put("apps/v1/replicasets/status", ReplicaSetStrategy.status(replicaSet));
    var statefulSet = StatefulSetStrategy.strategy();
    all.put("apps/v1/statefulsets", statefulSet);
    all.put("apps/v1/statefulsets/status", StatefulSetStrategy.status(statefulSet));
    var daemonSet = DaemonSetStrategy.strategy();
    all.put("apps/v1/daemonsets", daemonSet);
    all.put("apps/v1/daemonsets/status", DaemonSetStrategy.status(daemonSet));
    all.put("apps/v1/controllerrevisions", new ControllerRevisionStrategy());
    return all;
  }
}
