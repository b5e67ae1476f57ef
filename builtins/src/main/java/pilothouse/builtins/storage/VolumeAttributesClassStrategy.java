package pilothouse.builtins.storage;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Volume attributes classes: a driver and what it is told, fixed once created.
public final class VolumeAttributesClassStrategy implements Strategy {
  @Override
  public void validate(ObjectNode attributes, WriteContext context, Errors errors) {
    StorageClassStrategy.provisioner(
        attributes.get("driverName"), FieldPath.of("driverName"), errors);
    Parameters.check(attributes.get("parameters"), false, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode attributes, ObjectNode old, WriteContext context, Errors errors) {
    for (String name : List.of("driverName", "parameters"))
      if (!attributes.get(name).equals(old.get(name)))
        errors.add(
            FieldError.forbidden(FieldPath.of(name), "updates to " + name + " are forbidden."));
    validate(attributes, context, errors);
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
