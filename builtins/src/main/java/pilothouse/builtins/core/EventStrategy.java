package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Events of the core group. Old ones may say almost anything; those with an `eventTime` follow the rules of events.k8s.io.
final class EventStrategy implements Strategy {
  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public void validate(ObjectNode event, WriteContext context, Errors errors) {
    EventValidation.create(event, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode event, ObjectNode old, WriteContext context, Errors errors) {
    EventValidation.update(event, old, errors);
  }
}
