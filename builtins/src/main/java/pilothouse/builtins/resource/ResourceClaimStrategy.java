package pilothouse.builtins.resource;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Resource claims: which devices a pod needs. What they ask for stays.
final class ResourceClaimStrategy {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private ResourceClaimStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(claim -> Edit.inside(claim, "spec", DeviceRequests::defaults))
        .checks(ResourceClaimStrategy::create, ResourceClaimStrategy::update)
        .deletion(Deletion.RETURNS_OBJECT)
        .build();
  }

  private static void create(ObjectNode claim, Errors errors) {
    DeviceClaimValidation.check(claim.at("spec", "devices"), SPEC.child("devices"), errors);
  }

  private static void update(ObjectNode claim, ObjectNode old, Errors errors) {
    Node spec = claim.get("spec");
    Node printed = InternalForm.of("ResourceClaimSpec", spec);
    Checks.immutable(SPEC, spec, old.get("spec"), printed, errors);
  }
}
