package pilothouse.builtins.admission;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// A claim that names no StorageClass gets the default one.
///
/// Source: kubernetes `plugin/pkg/admission/storage/storageclass/setdefault/admission.go`.
final class DefaultStorageClass implements AdmissionPlugin {
  private static final String OLD = "volume.beta.kubernetes.io/storage-class";

  private final Cluster cluster;

  DefaultStorageClass(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "DefaultStorageClass";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode claim) {
    if (!request.isFor("", "persistentvolumeclaims")) return claim;
    boolean named =
        claim.get("spec").object().has("storageClassName")
            || Metadata.get(claim, Metadata.ANNOTATIONS).object().has(OLD);
    if (named) return claim;
    Optional<String> found =
        DefaultClasses.newest(
            cluster.list("storage.k8s.io/v1/storageclasses", ""),
            List.of(
                "storageclass.kubernetes.io/is-default-class",
                "storageclass.beta.kubernetes.io/is-default-class"));
    return found
        .map(name -> claim.withAt(List.of("spec", "storageClassName"), new StringNode(name)))
        .orElse(claim);
  }
}
