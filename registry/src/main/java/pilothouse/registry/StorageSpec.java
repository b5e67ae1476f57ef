package pilothouse.registry;

import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;

/// Where and in which version a resource is stored. Definitions of one resource in several versions share one.
///
/// @param prefix below the store's prefix, with neither leading nor trailing slash: `pods`, `services/specs`, `apiextensions.k8s.io/customresourcedefinitions`
/// @param kind the kind and version that is stored
public record StorageSpec(String prefix, GroupVersionKind kind) {

  /// Turns an object between the served and the stored version; identity where they are one.
  public interface Conversion {
    Conversion NONE =
        new Conversion() {
          @Override
          public ObjectNode toStored(ObjectNode served) {
            return served;
          }

          @Override
          public ObjectNode fromStored(ObjectNode stored) {
            return stored;
          }
        };

    ObjectNode toStored(ObjectNode served);

    ObjectNode fromStored(ObjectNode stored);
  }
}
