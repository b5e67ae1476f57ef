package pilothouse.builtins.admissionregistration;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.registry.Strategy;

/// Bindings of admission policies of both sorts: which policy applies to what, with which parameters.
final class PolicyBindingStrategy {
  private PolicyBindingStrategy() {}

  static Strategy validating() {
    return checkedBy(PolicyBindingValidation::validating);
  }

  static Strategy mutating() {
    return checkedBy(PolicyBindingValidation::mutating);
  }

  private static Strategy checkedBy(KindStrategy.Create check) {
    return KindStrategy.withoutStatus()
        .defaults(PolicyBindingStrategy::defaults)
        .checks(check)
        .generation(Strategy.Generation.SPEC)
        .conditionalUpdates()
        .build();
  }

  private static ObjectNode defaults(ObjectNode binding) {
    return Edit.under(
        binding, "spec", spec -> Edit.inside(spec, "matchResources", MatchDefaults::resources));
  }
}
