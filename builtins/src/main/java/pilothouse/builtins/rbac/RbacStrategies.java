package pilothouse.builtins.rbac;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group rbac.authorization.k8s.io, by path.
public final class RbacStrategies {
  private RbacStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("rbac.authorization.k8s.io/v1/roles", new RoleStrategy());
    all.put("rbac.authorization.k8s.io/v1/clusterroles", new ClusterRoleStrategy());
    all.put("rbac.authorization.k8s.io/v1/rolebindings", BindingStrategy.roleBinding());
    all.put(
        "rbac.authorization.k8s.io/v1/clusterrolebindings", BindingStrategy.clusterRoleBinding());
    return all;
  }
}
