package pilothouse.builtins.resource;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Resource slices: the devices that a driver offers.
public final class ResourceSliceStrategy implements Strategy {
  private static final List<List<String>> FIXED =
      List.of(
          List.of("spec", "nodeName"), List.of("spec", "driver"), List.of("spec", "pool", "name"));

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
  public void validateUpdate(
      ObjectNode slice, ObjectNode old, WriteContext context, Errors errors) {
    validate(slice, context, errors);
    for (List<String> path : FIXED)
      Checks.immutable(
          FieldPath.of(path.toArray(String[]::new)),
          slice.at(path.toArray(String[]::new)),
          old.at(path.toArray(String[]::new)),
          errors);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
