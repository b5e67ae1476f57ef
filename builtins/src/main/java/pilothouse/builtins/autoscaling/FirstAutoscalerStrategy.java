package pilothouse.builtins.autoscaling;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.conversion.AutoscalerConversion;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Horizontal pod autoscalers in v1, where annotations carry what the fields can't: spec and status are in both, and are kept and checked as v2.
final class FirstAutoscalerStrategy implements Strategy {
  private static final List<List<String>> STATUS = List.of(List.of("status"));
  private static final List<List<String>> SPEC = List.of(List.of("spec"));

  @Override
  public ObjectNode defaults(ObjectNode autoscaler) {
    return AutoscalerConversion.understood(
        Edit.under(autoscaler, "spec", spec -> Edit.absent(spec, "minReplicas", 1)));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode autoscaler, WriteContext context) {
    return AutoscalerConversion.withPart(autoscaler, ObjectNode.EMPTY, "status");
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode autoscaler, ObjectNode old, WriteContext context) {
    return AutoscalerConversion.withPart(autoscaler, old, "status");
  }

  @Override
  public void validate(ObjectNode autoscaler, WriteContext context, Errors errors) {
    AutoscalerValidation.spec(AutoscalerConversion.toV2(autoscaler).get("spec"), errors);
  }

  /// As it is read back from the store: a behavior is whole then.
  @Override
  public ObjectNode canonicalize(ObjectNode autoscaler) {
    var conversion = new AutoscalerConversion();
    return conversion.fromStored(conversion.toStored(autoscaler));
  }

  @Override
  public List<List<String>> resetFields() {
    return STATUS;
  }

  static Strategy status(Strategy main) {
    return new StatusStrategy(
        main,
        SPEC,
        (autoscaler, old, _) -> AutoscalerConversion.withPart(autoscaler, old, "spec"),
        (autoscaler, _, _, errors) -> AutoscalerValidation.status(autoscaler, errors));
  }
}
