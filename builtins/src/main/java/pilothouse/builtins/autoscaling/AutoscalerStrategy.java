package pilothouse.builtins.autoscaling;

import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.conversion.AutoscalerConversion;
import pilothouse.builtins.conversion.ScalingRules;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Horizontal pod autoscalers in v2, the version in which they are stored.
///
/// Source of the numbers: `pkg/apis/autoscaling/v2/defaults.go`.
final class AutoscalerStrategy {
  private static final ObjectNode CPU =
      ObjectNode.builder()
          .put("type", "Resource")
          .put(
              "resource",
              ObjectNode.builder()
                  .put("name", "cpu")
                  .put(
                      "target",
                      ObjectNode.builder()
                          .put("type", "Utilization")
                          .put("averageUtilization", 80)
                          .build())
                  .build())
          .build();

  /// The list of metrics is always on the wire, if only as null.
  private static final ObjectNode UNSEEN =
      ObjectNode.builder().put("desiredReplicas", 0).put("currentMetrics", NullNode.NULL).build();

  private AutoscalerStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(UNSEEN)
        .defaults(AutoscalerStrategy::defaults)
        .checks((autoscaler, errors) -> AutoscalerValidation.spec(autoscaler.get("spec"), errors))
        .build();
  }

  private static ObjectNode defaults(ObjectNode autoscaler) {
    return Edit.under(
        AutoscalerConversion.withoutCarried(autoscaler), "spec", AutoscalerStrategy::spec);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.absent(spec, "minReplicas", 1);
    if (out.get("metrics").items().isEmpty()) out = out.with("metrics", ListNode.of(CPU));
    return Edit.inside(out, "behavior", ScalingRules::defaults);
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (autoscaler, _, _, errors) -> AutoscalerValidation.status(autoscaler, errors));
  }
}
