package pilothouse.builtins.resource;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;

/// Resource slices: the devices that a driver offers.
public final class ResourceSliceStrategy implements Strategy {
  private final Clock clock;

  public ResourceSliceStrategy(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ObjectNode defaults(ObjectNode slice) {
    return Edit.inside(slice, "spec", spec -> Edit.each(spec, "devices", this::device));
  }

  private ObjectNode device(ObjectNode device) {
    return Edit.each(
        device,
        "taints",
        taint -> taint.has("timeAdded") ? taint : Edit.absent(taint, "timeAdded", now()));
  }

  private StringNode now() {
    return new StringNode(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }
}
