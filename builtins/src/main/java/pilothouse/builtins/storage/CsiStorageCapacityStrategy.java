package pilothouse.builtins.storage;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Selectors;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// CSI storage capacities: what a class can still give in a part of the cluster.
public final class CsiStorageCapacityStrategy implements Strategy {
  @Override
  public void validate(ObjectNode capacity, WriteContext context, Errors errors) {
    Checks.format(
        FieldPath.of("storageClassName"),
        capacity.get("storageClassName").text(),
        Formats::dnsSubdomain,
        errors);
    Selectors.check(FieldPath.of("nodeTopology"), capacity.get("nodeTopology"), errors);
    for (String name : List.of("capacity", "maximumVolumeSize"))
      quantity(capacity.get(name), name, errors);
  }

  private static void quantity(Node quantity, String name, Errors errors) {
    if (quantity.text().startsWith("-"))
      errors.add(
          FieldError.invalid(FieldPath.of(name), quantity, "must be greater than or equal to 0"));
  }

  @Override
  public void validateUpdate(
      ObjectNode capacity, ObjectNode old, WriteContext context, Errors errors) {
    validate(capacity, context, errors);
    for (String name : List.of("nodeTopology", "storageClassName"))
      Checks.immutable(FieldPath.of(name), capacity.get(name), old.get(name), errors);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
