package pilothouse.builtins.resource;

import pilothouse.registry.Strategy;

/// Device classes: selectors and settings that claims name.
public final class DeviceClassStrategy implements Strategy {
  @Override
  public Generation generation() {
    return Generation.SPEC;
  }
}
