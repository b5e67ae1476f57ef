package pilothouse.builtins.node;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Runtime classes: the handler that runs a pod, fixed once created.
public final class RuntimeClassStrategy implements Strategy {
  private static final FieldPath HANDLER = FieldPath.of("handler");

  @Override
  public void validate(ObjectNode runtimeClass, WriteContext context, Errors errors) {
    Checks.requiredFormat(HANDLER, runtimeClass.get("handler"), Formats::dnsLabel, errors);
    Checks.labels(
        FieldPath.of("scheduling", "nodeSelector"),
        runtimeClass.at("scheduling", "nodeSelector"),
        errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode runtimeClass, ObjectNode old, WriteContext context, Errors errors) {
    validate(runtimeClass, context, errors);
    Checks.immutable(HANDLER, runtimeClass.get("handler"), old.get("handler"), errors);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
