package pilothouse.builtins.admission;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// An Ingress that names no class gets the default one.
///
/// Source: kubernetes `plugin/pkg/admission/network/defaultingressclass/admission.go`.
final class DefaultIngressClass implements AdmissionPlugin {
  private final Cluster cluster;

  DefaultIngressClass(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "DefaultIngressClass";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode ingress) {
    if (!request.isFor("networking.k8s.io", "ingresses")) return ingress;
    boolean named =
        ingress.get("spec").object().has("ingressClassName")
            || Metadata.get(ingress, Metadata.ANNOTATIONS)
                .object()
                .has("kubernetes.io/ingress.class");
    if (named) return ingress;
    Optional<String> found =
        DefaultClasses.newest(
            cluster.list("networking.k8s.io/v1/ingressclasses", ""),
            List.of("ingressclass.kubernetes.io/is-default-class"));
    return found
        .map(name -> ingress.with("spec", first(name, ingress.get("spec").object())))
        .orElse(ingress);
  }

  private static ObjectNode first(String name, ObjectNode spec) {
    return ObjectNode.builder().put("ingressClassName", new StringNode(name)).putAll(spec).build();
  }
}
