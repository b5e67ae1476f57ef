package pilothouse.builtins.conversion;

import java.util.Optional;
import pilothouse.api.GroupVersionKind;
import pilothouse.registry.StorageSpec;

/// Finds the conversion between a served kind and its stored form.
public final class Conversions {
  private Conversions() {}

  public static StorageSpec.Conversion between(
      GroupVersionKind served, Optional<StorageSpec> storage) {
    if (storage.isEmpty() || storage.get().kind().equals(served))
      return StorageSpec.Conversion.NONE;
    GroupVersionKind stored = storage.get().kind();
    return switch (served.kind()) {
      case "Event" -> new EventConversion();
      case "HorizontalPodAutoscaler" -> new AutoscalerConversion();
      default -> new Retyped(served, stored);
    };
  }
}
