package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Config maps: two kinds of data under keys that are file names, and a switch that freezes them.
final class ConfigMapStrategy implements Strategy {
  @Override
  public void validate(ObjectNode map, WriteContext context, Errors errors) {
    ConfigMapValidation.create(map, errors);
  }

  @Override
  public void validateUpdate(ObjectNode map, ObjectNode old, WriteContext context, Errors errors) {
    ConfigMapValidation.update(map, old, errors);
  }
}
