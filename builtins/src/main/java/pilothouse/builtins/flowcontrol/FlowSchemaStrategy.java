package pilothouse.builtins.flowcontrol;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Flow schemas: which requests share which priority level.
final class FlowSchemaStrategy {
  private static final int DEFAULT_PRECEDENCE = 1000;

  private FlowSchemaStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(FlowSchemaStrategy::defaults)
        .checks(FlowSchemaValidation::check)
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static ObjectNode defaults(ObjectNode schema) {
    return Edit.under(
        schema, "spec", spec -> Edit.zero(spec, "matchingPrecedence", DEFAULT_PRECEDENCE));
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpecAndMetadata(
        main, (schema, _, _, errors) -> FlowConditions.check(schema, errors));
  }
}
