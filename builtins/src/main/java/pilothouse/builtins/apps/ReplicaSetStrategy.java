package pilothouse.builtins.apps;

import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.core.PodDefaults;
import pilothouse.builtins.core.TemplateWarnings;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Replica sets.
final class ReplicaSetStrategy {
  private ReplicaSetStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(ObjectNode.of("replicas", new LongNode(0)))
        .defaults(ReplicaSetStrategy::defaults)
        .checks(ReplicaSetValidation::create, ReplicaSetValidation::update)
        .warnings(TemplateWarnings::of)
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static ObjectNode defaults(ObjectNode set) {
    ObjectNode out =
        Edit.under(set, "spec", spec -> Edit.absent(PodDefaults.template(spec), "replicas", 1));
    return Edit.under(out, "status", status -> Edit.absent(status, "replicas", 0));
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (set, old, _, errors) -> ReplicaSetValidation.status(set, old, errors));
  }
}
