package pilothouse.builtins.admission;

import java.util.List;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.NamespaceLifecycle;

/// The plugins that there are, in upstream's order.
///
/// Source of the order: kubernetes `pkg/kubeapiserver/options/plugins.go`.
public final class AdmissionPlugins {
  private AdmissionPlugins() {}

  public static List<AdmissionPlugin> inOrder(Cluster cluster, TolerationSeconds tolerations) {
    return List.of(
        new NamespaceLifecycle(name -> cluster.get("v1/namespaces", "", name)),
        new TaintNodesByCondition(),
        new Priority(cluster),
        new DefaultTolerationSeconds(tolerations),
        new DefaultStorageClass(cluster),
        new StorageObjectInUseProtection(),
        new DefaultIngressClass(cluster));
  }
}
