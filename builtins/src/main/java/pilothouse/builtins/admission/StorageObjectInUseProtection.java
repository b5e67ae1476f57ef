package pilothouse.builtins.admission;

import java.util.ArrayList;
import java.util.Map;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// Puts a finalizer on what other objects may use while it is deleted.
///
/// Source: kubernetes `plugin/pkg/admission/storage/storageobjectinuseprotection/admission.go`.
final class StorageObjectInUseProtection implements AdmissionPlugin {
  private static final Map<String, String> FINALIZERS =
      Map.of(
          "persistentvolumeclaims", "kubernetes.io/pvc-protection",
          "persistentvolumes", "kubernetes.io/pv-protection",
          "volumeattributesclasses.storage.k8s.io", "kubernetes.io/vac-protection");

  @Override
  public String name() {
    return "StorageObjectInUseProtection";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode object) {
    String finalizer = FINALIZERS.get(request.resource().toString());
    if (finalizer == null || !request.subresource().isEmpty()) return object;
    var all = new ArrayList<>(Metadata.finalizers(object));
    if (all.contains(finalizer)) return object;
    all.add(finalizer);
    return Metadata.withFinalizers(object, all);
  }
}
