package pilothouse.builtins.resource;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Templates of resource claims.
public final class ResourceClaimTemplateStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode template) {
    return Edit.inside(
        template, "spec", spec -> Edit.inside(spec, "spec", DeviceRequests::defaults));
  }

  @Override
  public void validateUpdate(
      ObjectNode template, ObjectNode old, WriteContext context, Errors errors) {
    Node spec = template.get("spec");
    Node printed = InternalForm.of("ResourceClaimTemplateSpec", spec);
    Checks.immutable(FieldPath.of("spec"), spec, old.get("spec"), printed, errors);
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
