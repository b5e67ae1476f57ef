package pilothouse.builtins.apps;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.core.PodDefaults;
import pilothouse.builtins.core.TemplateWarnings;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Replica sets.
final class ReplicaSetStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode set) {
    ObjectNode out =
        Edit.under(set, "spec", spec -> Edit.absent(PodDefaults.template(spec), "replicas", 1));
    return Edit.under(out, "status", status -> Edit.absent(status, "replicas", 0));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode set, WriteContext context) {
    return set.with("status", ObjectNode.of("replicas", new LongNode(0)));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode set, ObjectNode old, WriteContext context) {
    return Edit.restored(set, old, "status");
  }

  @Override
  public void validate(ObjectNode set, WriteContext context, Errors errors) {
    ReplicaSetValidation.create(set, errors);
  }

  @Override
  public void validateUpdate(ObjectNode set, ObjectNode old, WriteContext context, Errors errors) {
    ReplicaSetValidation.update(set, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode set, Optional<ObjectNode> old, WriteContext context) {
    return TemplateWarnings.of(set, old);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (set, old, _, errors) -> ReplicaSetValidation.status(set, old, errors));
  }
}
