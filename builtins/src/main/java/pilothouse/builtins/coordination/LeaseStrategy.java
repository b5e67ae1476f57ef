package pilothouse.builtins.coordination;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Leases: who holds what until when.
final class LeaseStrategy implements Strategy {
  /// The fields of coordinated leader election belong to a feature that is off.
  @Override
  public ObjectNode prepareForCreate(ObjectNode lease, WriteContext context) {
    return withoutGated(lease, ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode lease, ObjectNode old, WriteContext context) {
    return withoutGated(lease, old);
  }

  private static ObjectNode withoutGated(ObjectNode lease, ObjectNode old) {
    ObjectNode out = lease;
    for (String name : List.of("strategy", "preferredHolder"))
      if (old.at("spec", name).isNull()) out = out.withoutAt(List.of("spec", name));
    return out;
  }

  @Override
  public void validate(ObjectNode lease, WriteContext context, Errors errors) {
    LeaseValidation.create(lease, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode lease, ObjectNode old, WriteContext context, Errors errors) {
    LeaseValidation.update(lease, old, errors);
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
