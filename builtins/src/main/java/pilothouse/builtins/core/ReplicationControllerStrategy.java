package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Replication controllers: labels and selector follow the template; dependents outlive a plain delete.
final class ReplicationControllerStrategy implements Strategy {
  private static final Deletion DELETION = new Deletion(false, true, Optional.empty());

  @Override
  public ObjectNode defaults(ObjectNode controller) {
    ObjectNode labels = controller.at("spec", "template", "metadata", "labels").object();
    ObjectNode out = Edit.under(controller, "spec", spec -> spec(spec, labels));
    out = Edit.under(out, "status", status -> Edit.absent(status, "replicas", 0));
    if (labels.isEmpty() || !out.at("metadata", "labels").object().isEmpty()) return out;
    return out.withAt(List.of("metadata", "labels"), labels);
  }

  private static ObjectNode spec(ObjectNode spec, ObjectNode labels) {
    ObjectNode out = Edit.absent(spec, "replicas", 1);
    if (!labels.isEmpty() && out.get("selector").object().isEmpty())
      out = out.with("selector", labels);
    return out.has("template") ? PodDefaults.template(out) : out;
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode controller, WriteContext context) {
    return controller.with("status", ObjectNode.of("replicas", new LongNode(0)));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode controller, ObjectNode old, WriteContext context) {
    return Edit.restored(controller, old, "status");
  }

  @Override
  public void validate(ObjectNode controller, WriteContext context, Errors errors) {
    ReplicationControllerValidation.create(controller, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode controller, ObjectNode old, WriteContext context, Errors errors) {
    ReplicationControllerValidation.update(controller, old, errors);
  }

  @Override
  public List<String> warnings(
      ObjectNode controller, Optional<ObjectNode> old, WriteContext context) {
    return TemplateWarnings.of(controller, old);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public Deletion deletion() {
    return DELETION;
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main,
        (controller, old, _, errors) ->
            ReplicationControllerValidation.status(controller, old, errors));
  }
}
