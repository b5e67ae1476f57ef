package pilothouse.registry.fields;

import java.util.Optional;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;

/// The versions in which a kind is known, since every manager names its fields in the version that it wrote.
public interface Versions {
  /// The type in a version such as `apps/v1`; empty where there is none, which makes managers of that version vanish.
  Optional<StructType> type(String apiVersion);

  /// An object of the kind, whatever its version, in another.
  ObjectNode convert(ObjectNode object, String apiVersion);

  /// Whether objects may not fit the types of other versions, which makes tracking them impossible: so it is with custom resources, whose versions may
  /// declare other fields.
  default boolean mayNotFit() {
    return false;
  }

  /// A kind that has one version.
  static Versions only(String apiVersion, StructType type) {
    return new Versions() {
      @Override
      public Optional<StructType> type(String other) {
        return other.equals(apiVersion) ? Optional.of(type) : Optional.empty();
      }

      @Override
      public ObjectNode convert(ObjectNode object, String other) {
        return object;
      }
    };
  }
}
