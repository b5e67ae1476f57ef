package pilothouse.builtins.meta;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.NameRule;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// The `status` part of a kind: what belongs to the main endpoint is kept as it was, the rest may change.
///
/// It defaults as the kind does and has its own check of an update.
public final class StatusStrategy implements Strategy {
  private static final List<List<String>> SPEC = List.of(List.of("spec"));
  private static final List<List<String>> SPEC_AND_METADATA =
      List.of(List.of("spec"), List.of("metadata"));

  private final Strategy main;
  private final List<List<String>> kept;
  private final List<List<String>> unowned;
  private final Prepare prepare;
  private final Check check;

  /// Changes what the status carries beyond what the client sent.
  @FunctionalInterface
  public interface Prepare {
    ObjectNode prepare(ObjectNode object, ObjectNode old, WriteContext context);
  }

  /// Checks an update of the status.
  @FunctionalInterface
  public interface Check {
    void check(ObjectNode object, ObjectNode old, WriteContext context, Errors errors);
  }

  /// @param kept paths that stay as they were, and that no manager owns through this endpoint
  public StatusStrategy(Strategy main, List<List<String>> kept, Prepare prepare, Check check) {
    this(main, kept, kept, prepare, check);
  }

  private StatusStrategy(
      Strategy main,
      List<List<String>> kept,
      List<List<String>> unowned,
      Prepare prepare,
      Check check) {
    this.main = main;
    this.kept = List.copyOf(kept);
    this.unowned = List.copyOf(unowned);
    this.prepare = prepare;
    this.check = check;
  }

  /// The usual: `spec` stays.
  public static StatusStrategy keepingSpec(Strategy main, Check check) {
    return new StatusStrategy(main, SPEC, (object, _, _) -> object, check);
  }

  /// Kinds whose labels, annotations and the like can't be changed through their status.
  public static StatusStrategy keepingSpecAndMetadata(Strategy main, Check check) {
    return new StatusStrategy(
        main,
        SPEC,
        SPEC_AND_METADATA,
        (object, old, _) -> MetadataReset.forStatus(object, old),
        check);
  }

  /// The usual, where nothing of the status is checked.
  public static StatusStrategy unchecked(Strategy main) {
    return keepingSpec(main, (_, _, _, _) -> {});
  }

  @Override
  public ObjectNode defaults(ObjectNode object) {
    return main.defaults(object);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    ObjectNode out = object;
    for (List<String> path : kept) out = Edit.restored(out, old, path);
    return prepare.prepare(out, old, context);
  }

  @Override
  public void validateUpdate(
      ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {
    check.check(object, old, context, errors);
  }

  @Override
  public ObjectNode canonicalize(ObjectNode object) {
    return main.canonicalize(object);
  }

  @Override
  public List<String> warnings(ObjectNode object, Optional<ObjectNode> old, WriteContext context) {
    return List.of();
  }

  @Override
  public NameRule names() {
    return main.names();
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return main.allowsUnconditionalUpdate();
  }

  @Override
  public List<List<String>> resetFields() {
    return unowned;
  }
}
