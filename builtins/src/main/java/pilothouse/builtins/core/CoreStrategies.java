package pilothouse.builtins.core;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the core group, by path.
public final class CoreStrategies {
  private CoreStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var pod = new PodStrategy();
    all.put("v1/pods", pod);
    all.put("v1/pods/status", PodParts.status(pod));
    all.put("v1/pods/ephemeralcontainers", PodParts.ephemeralContainers(pod));
    all.put("v1/pods/resize", PodParts.resize(pod));
    var namespace = new NamespaceStrategy();
    all.put("v1/namespaces", namespace);
    all.put("v1/namespaces/status", NamespaceStrategy.status(namespace));
    all.put("v1/namespaces/finalize", NamespaceStrategy.finalize(namespace));
    var node = new NodeStrategy();
    all.put("v1/nodes", node);
    all.put("v1/nodes/status", NodeStrategy.status(node));
    var volume = PersistentVolumeStrategy.strategy();
    all.put("v1/persistentvolumes", volume);
    all.put("v1/persistentvolumes/status", PersistentVolumeStrategy.status(volume));
    var claim = PersistentVolumeClaimStrategy.strategy();
    all.put("v1/persistentvolumeclaims", claim);
    all.put("v1/persistentvolumeclaims/status", PersistentVolumeClaimStrategy.status(claim));
    var quota = ResourceQuotaStrategy.strategy();
    all.put("v1/resourcequotas", quota);
    all.put("v1/resourcequotas/status", ResourceQuotaStrategy.status(quota));
    var controller = ReplicationControllerStrategy.strategy();
    all.put("v1/replicationcontrollers", controller);
    all.put("v1/replicationcontrollers/status", ReplicationControllerStrategy.status(controller));
    all.put("v1/podtemplates", new PodTemplateStrategy());
    all.put("v1/configmaps", new ConfigMapStrategy());
    all.put("v1/secrets", new SecretStrategy());
    all.put("v1/serviceaccounts", new ServiceAccountStrategy());
    all.put("v1/limitranges", new LimitRangeStrategy());
    all.put("v1/events", EventStrategy.core());
    all.put("events.k8s.io/v1/events", EventStrategy.grouped());
    all.put("v1/endpoints", new EndpointsStrategy());
    return all;
  }
}
