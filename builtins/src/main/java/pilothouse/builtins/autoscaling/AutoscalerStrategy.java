package pilothouse.builtins.autoscaling;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.conversion.AutoscalerConversion;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Horizontal pod autoscalers in both versions.
///
/// Source of the numbers: `pkg/apis/autoscaling/v2/defaults.go`.
public final class AutoscalerStrategy implements Strategy {
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

  private static final ObjectNode UNSEEN_V1 =
      ObjectNode.builder().put("currentReplicas", 0).put("desiredReplicas", 0).build();

  /// The list of metrics is always on the wire, if only as null.
  private static final ObjectNode UNSEEN_V2 =
      ObjectNode.builder().put("desiredReplicas", 0).put("currentMetrics", NullNode.NULL).build();

  private final boolean second;

  private AutoscalerStrategy(boolean second) {
    this.second = second;
  }

  public static AutoscalerStrategy v1() {
    return new AutoscalerStrategy(false);
  }

  public static AutoscalerStrategy v2() {
    return new AutoscalerStrategy(true);
  }

  @Override
  public ObjectNode defaults(ObjectNode autoscaler) {
    return Edit.under(
        autoscaler, "spec", spec -> second ? specV2(spec) : Edit.absent(spec, "minReplicas", 1));
  }

  private static ObjectNode specV2(ObjectNode spec) {
    ObjectNode out = Edit.absent(spec, "minReplicas", 1);
    if (out.get("metrics").items().isEmpty()) out = out.with("metrics", ListNode.of(CPU));
    return Edit.inside(out, "behavior", AutoscalerStrategy::behavior);
  }

  private static ObjectNode behavior(ObjectNode behavior) {
    ObjectNode out = Edit.under(behavior, "scaleUp", AutoscalerStrategy::scaleUp);
    return Edit.under(out, "scaleDown", AutoscalerStrategy::scaleDown);
  }

  private static ObjectNode scaleUp(ObjectNode rules) {
    ObjectNode out = Edit.absent(rules, "stabilizationWindowSeconds", 0);
    out = Edit.absent(out, "selectPolicy", new StringNode("Max"));
    return Edit.absent(out, "policies", ListNode.of(policy("Pods", 4), policy("Percent", 100)));
  }

  private static ObjectNode scaleDown(ObjectNode rules) {
    ObjectNode out = Edit.absent(rules, "selectPolicy", new StringNode("Max"));
    return Edit.absent(out, "policies", ListNode.of(policy("Percent", 100)));
  }

  private static ObjectNode policy(String type, long value) {
    return ObjectNode.builder()
        .put("type", type)
        .put("value", value)
        .put("periodSeconds", 15)
        .build();
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode autoscaler, WriteContext context) {
    return autoscaler.with("status", second ? UNSEEN_V2 : UNSEEN_V1);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode autoscaler, ObjectNode old, WriteContext context) {
    return Edit.restored(autoscaler, old, "status");
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public void validate(ObjectNode autoscaler, WriteContext context, Errors errors) {
    AutoscalerValidation.spec(inSecond(autoscaler).get("spec"), errors);
  }

  private ObjectNode inSecond(ObjectNode autoscaler) {
    return second ? autoscaler : new AutoscalerConversion().toStored(autoscaler);
  }

  /// The check of `/status`.
  static void status(ObjectNode autoscaler, ObjectNode old, WriteContext context, Errors errors) {
    AutoscalerValidation.status(autoscaler.get("status"), errors);
  }
}
