package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.builtins.meta.Quantities;

/// What a client is warned of in a claim.
final class PersistentVolumeClaimWarnings {
  private PersistentVolumeClaimWarnings() {}

  static List<String> of(ObjectNode claim) {
    var found = new ArrayList<String>();
    if (PersistentVolumeWarnings.hasOldClass(claim))
      found.add(PersistentVolumeWarnings.storageClass());
    Node storage = claim.at("spec", "resources", "requests", "storage");
    if (!storage.isNull() && Quantities.value(storage).stripTrailingZeros().scale() > 0)
      found.add(
          "spec.resources.requests[storage]: fractional byte value "
              + FieldError.quote(Quantities.text(storage))
              + " is invalid, must be an integer");
    return found;
  }
}
