package pilothouse.builtins.apps;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Controller revisions: data that never changes under a number that may.
final class ControllerRevisionStrategy implements Strategy {
  @Override
  public void validate(ObjectNode revision, WriteContext context, Errors errors) {
    ControllerRevisionValidation.create(revision, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode revision, ObjectNode old, WriteContext context, Errors errors) {
    ControllerRevisionValidation.update(revision, old, errors);
  }
}
