package pilothouse.builtins.node;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.LabelSelectors;
import pilothouse.builtins.meta.Require;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Runtime classes: the handler that runs a pod, fixed once created.
public final class RuntimeClassStrategy implements Strategy {
  private static final FieldPath HANDLER = FieldPath.of("handler");

  @Override
  public void validate(ObjectNode runtimeClass, WriteContext context, Errors errors) {
    Require.text(runtimeClass.get("handler"), HANDLER, Formats::dnsLabel, errors);
    LabelSelectors.checkLabels(
        runtimeClass.at("scheduling", "nodeSelector"),
        FieldPath.of("scheduling", "nodeSelector"),
        errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode runtimeClass, ObjectNode old, WriteContext context, Errors errors) {
    validate(runtimeClass, context, errors);
    Require.unchanged(runtimeClass.get("handler"), old.get("handler"), HANDLER, errors);
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
