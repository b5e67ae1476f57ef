package pilothouse.builtins;

import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.admissionregistration.AdmissionRegistrationStrategies;
import pilothouse.builtins.apiregistration.ApiRegistrationStrategies;
import pilothouse.builtins.apps.AppsStrategies;
import pilothouse.builtins.autoscaling.AutoscalingStrategies;
import pilothouse.builtins.batch.BatchStrategies;
import pilothouse.builtins.certificates.CertificatesStrategies;
import pilothouse.builtins.coordination.CoordinationStrategies;
import pilothouse.builtins.core.CoreStrategies;
import pilothouse.builtins.discovery.DiscoveryStrategies;
import pilothouse.builtins.flowcontrol.FlowControlStrategies;
import pilothouse.builtins.networking.NetworkingStrategies;
import pilothouse.builtins.node.NodeStrategies;
import pilothouse.builtins.policy.PolicyStrategies;
import pilothouse.builtins.rbac.RbacStrategies;
import pilothouse.builtins.resource.ResourceStrategies;
import pilothouse.builtins.scheduling.SchedulingStrategies;
import pilothouse.builtins.storage.StorageStrategies;
import pilothouse.registry.Strategy;

/// The strategies of the built-in kinds, by path: `v1/pods`, `apps/v1/deployments`, and `v1/pods/status` for a part.
///
/// What has no strategy of its own gets what most kinds do: the main endpoint keeps `status` where there is a `/status`, and `/status` keeps all else.
public final class Strategies {
  private final Map<String, Strategy> byPath;

  public Strategies(Map<String, Strategy> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  /// The strategies that need nothing but the objects themselves, joined with those that need more, which the caller brings.
  public static Strategies with(Map<String, Strategy> others) {
    var all = new HashMap<String, Strategy>();
    all.putAll(CoreStrategies.byPath());
    all.putAll(AppsStrategies.byPath());
    all.putAll(BatchStrategies.byPath());
    all.putAll(CoordinationStrategies.byPath());
    all.putAll(RbacStrategies.byPath());
    all.putAll(StorageStrategies.byPath());
    all.putAll(SchedulingStrategies.byPath());
    all.putAll(NodeStrategies.byPath());
    all.putAll(PolicyStrategies.byPath());
    all.putAll(NetworkingStrategies.byPath());
    all.putAll(DiscoveryStrategies.byPath());
    all.putAll(AutoscalingStrategies.byPath());
    all.putAll(CertificatesStrategies.byPath());
    all.putAll(FlowControlStrategies.byPath());
    all.putAll(AdmissionRegistrationStrategies.byPath());
    all.putAll(ResourceStrategies.byPath());
    all.putAll(ApiRegistrationStrategies.byPath());
    all.putAll(others);
    return new Strategies(all);
  }

  Strategy of(String path, boolean hasStatus) {
    return byPath.getOrDefault(path, hasStatus ? PlainStrategy.WITH_STATUS : PlainStrategy.PLAIN);
  }

  Strategy ofPart(String path, String part) {
    return byPath.getOrDefault(path + "/" + part, PlainStrategy.STATUS_PART);
  }
}
