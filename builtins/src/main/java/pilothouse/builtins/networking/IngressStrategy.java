package pilothouse.builtins.networking;

import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Ingresses: which host and path lead to which service.
final class IngressStrategy {
  private IngressStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .checks(
            IngressValidation::create,
            (ingress, _, errors) -> IngressValidation.update(ingress, errors))
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (ingress, _, _, errors) -> IngressValidation.status(ingress, errors));
  }
}
