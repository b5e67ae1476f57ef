package pilothouse.builtins.resource;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;

/// Templates of resource claims.
public final class ResourceClaimTemplateStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode template) {
    return Edit.inside(
        template, "spec", spec -> Edit.inside(spec, "spec", DeviceRequests::defaults));
  }
}
