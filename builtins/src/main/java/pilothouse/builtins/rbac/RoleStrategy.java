package pilothouse.builtins.rbac;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Roles: rules that may not speak of paths.
public final class RoleStrategy implements Strategy {
  @Override
  public void validate(ObjectNode role, WriteContext context, Errors errors) {
    PolicyRules.check(role, true, errors);
  }

  @Override
  public NameRule names() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
