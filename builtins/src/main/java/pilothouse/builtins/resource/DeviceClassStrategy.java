package pilothouse.builtins.resource;

import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Device classes: selectors and settings that claims name.
public final class DeviceClassStrategy implements Strategy {
  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
