package pilothouse.builtins.flowcontrol;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Priority levels: how many requests of a kind run at once, and what the others do.
///
/// Source of the numbers: `pkg/apis/flowcontrol/v1/defaults.go`.
public final class PriorityLevelStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode level) {
    return Edit.under(
        level,
        "spec",
        spec ->
            Edit.inside(
                Edit.inside(spec, "exempt", PriorityLevelStrategy::exempt),
                "limited",
                PriorityLevelStrategy::limited));
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

  @Override
  public ObjectNode prepareForCreate(ObjectNode level, WriteContext context) {
    return level.with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode level, ObjectNode old, WriteContext context) {
    return Edit.restored(level, old, "status");
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }
}
