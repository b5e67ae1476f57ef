package pilothouse.builtins.flowcontrol;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Priority levels: how many requests of a kind run at once, and what the others do.
///
/// Source of the numbers: `pkg/apis/flowcontrol/v1/defaults.go`.
final class PriorityLevelStrategy {
  private PriorityLevelStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(PriorityLevelStrategy::defaults)
        .checks(PriorityLevelValidation::check)
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static ObjectNode defaults(ObjectNode level) {
    return Edit.under(level, "spec", PriorityLevelStrategy::spec);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.inside(spec, "exempt", PriorityLevelStrategy::exempt);
    return Edit.inside(out, "limited", PriorityLevelStrategy::limited);
  }

  private static ObjectNode exempt(ObjectNode exempt) {
    return Edit.absent(Edit.absent(exempt, "nominalConcurrencyShares", 0), "lendablePercent", 0);
  }

  private static ObjectNode limited(ObjectNode limited) {
    ObjectNode out =
        Edit.absent(Edit.absent(limited, "nominalConcurrencyShares", 30), "lendablePercent", 0);
    return Edit.inside(
        out, "limitResponse", r -> Edit.inside(r, "queuing", PriorityLevelStrategy::queuing));
  }

  private static ObjectNode queuing(ObjectNode queuing) {
    return Edit.zero(
        Edit.zero(Edit.zero(queuing, "handSize", 8), "queues", 64), "queueLengthLimit", 50);
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpecAndMetadata(
        main, (level, _, _, errors) -> FlowConditions.check(level, errors));
  }
}
