package pilothouse.builtins.networking;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Ingresses: which host and path lead to which service.
final class IngressStrategy {
  private IngressStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(ObjectNode.of("loadBalancer", ObjectNode.EMPTY))
        .checks(
            IngressValidation::create,
            (ingress, _, errors) -> IngressValidation.update(ingress, errors))
        .warnings((ingress, old) -> old.isPresent() ? List.of() : warnings(ingress))
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static List<String> warnings(ObjectNode ingress) {
    boolean annotated =
        !ingress.at("metadata", "annotations", IngressValidation.CLASS_ANNOTATION).isNull();
    if (!annotated || !ingress.at("spec", "ingressClassName").isNull()) return List.of();
    return List.of(
        "annotation \""
            + IngressValidation.CLASS_ANNOTATION
            + "\" is deprecated, please use 'spec.ingressClassName' instead");
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (ingress, _, _, errors) -> IngressValidation.status(ingress, errors));
  }
}
