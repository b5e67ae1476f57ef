package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldPath;

/// What a client is warned of in a persistent volume.
final class PersistentVolumeWarnings {
  private static final String CLASS = "volume.beta.kubernetes.io/storage-class";

  private PersistentVolumeWarnings() {}

  static List<String> of(ObjectNode volume) {
    var found = new ArrayList<String>();
    if (volume.at("metadata", "annotations").object().has(CLASS)) found.add(storageClass());
    if (volume.at("spec", "persistentVolumeReclaimPolicy").text().equals("Recycle"))
      found.add(
          "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.");
    VolumeWarnings.deprecated(
        volume.get("spec").object().without("flocker"), FieldPath.of("spec"), found);
    return found;
  }

  static String storageClass() {
    return "metadata.annotations["
        + CLASS
        + "]: deprecated since v1.8; use \"storageClassName\" attribute instead";
  }

  static boolean hasOldClass(ObjectNode object) {
    return object.at("metadata", "annotations").object().has(CLASS);
  }
}
