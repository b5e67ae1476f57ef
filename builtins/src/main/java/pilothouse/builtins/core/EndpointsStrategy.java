package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Endpoints: addresses and ports of a service, in subsets.
final class EndpointsStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode endpoints) {
    return Edit.each(
        endpoints,
        "subsets",
        subset -> Edit.each(subset, "ports", port -> Edit.blank(port, "protocol", "TCP")));
  }

  @Override
  public void validate(ObjectNode endpoints, WriteContext context, Errors errors) {
    EndpointsValidation.create(endpoints, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode endpoints, ObjectNode old, WriteContext context, Errors errors) {
    EndpointsValidation.update(endpoints, old, errors);
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
