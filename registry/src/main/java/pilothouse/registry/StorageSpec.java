package pilothouse.registry;

import java.util.List;
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

    /// Names what this conversion makes of stored objects even of the served version: what is kept of custom resources is brought up to their schema as it
    /// is read. Empty where such objects are sent as they are kept.
    default String form() {
      return "";
    }

    /// Whether it pays to bring many objects at once.
    default boolean batches() {
      return false;
    }

    /// Many stored objects at once, for conversions that are asked elsewhere.
    default List<ObjectNode> fromStored(List<ObjectNode> stored) {
      return stored.stream().map(this::fromStored).toList();
    }
  }
}
