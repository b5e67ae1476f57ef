package pilothouse.builtins.admissionregistration;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Admission policies of both sorts: rules in CEL for writes.
final class PolicyStrategy {
  private PolicyStrategy() {}

  static Strategy validating() {
    return KindStrategy.withStatus()
        .defaults(PolicyStrategy::defaults)
        .checks(PolicyValidation::validating)
        .generation(Strategy.Generation.SPEC)
        .conditionalUpdates()
        .build();
  }

  static Strategy mutating() {
    return KindStrategy.withoutStatus()
        .defaults(PolicyStrategy::defaults)
        .checks(PolicyValidation::mutating)
        .generation(Strategy.Generation.SPEC)
        .conditionalUpdates()
        .build();
  }

  private static ObjectNode defaults(ObjectNode policy) {
    return Edit.under(policy, "spec", PolicyStrategy::spec);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.absent(spec, "failurePolicy", new StringNode("Fail"));
    return Edit.inside(out, "matchConstraints", MatchDefaults::resources);
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpecAndMetadata(
        main, (policy, _, _, errors) -> PolicyValidation.validating(policy, errors));
  }
}
