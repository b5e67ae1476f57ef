package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Resource quotas: their status is counted by a controller.
final class ResourceQuotaStrategy {
  private ResourceQuotaStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(ResourceQuotaStrategy::defaults)
        .checks(ResourceQuotaValidation::create, ResourceQuotaValidation::update)
        .deletion(Deletion.RETURNS_OBJECT)
        .build();
  }

  private static ObjectNode defaults(ObjectNode quota) {
    ObjectNode out = Edit.under(quota, "spec", s -> Edit.inside(s, "hard", Quantities::roundedUp));
    return Edit.under(out, "status", ResourceQuotaStrategy::rounded);
  }

  private static ObjectNode rounded(ObjectNode status) {
    return Edit.inside(
        Edit.inside(status, "hard", Quantities::roundedUp), "used", Quantities::roundedUp);
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (quota, old, _, errors) -> ResourceQuotaValidation.status(quota, old, errors));
  }
}
