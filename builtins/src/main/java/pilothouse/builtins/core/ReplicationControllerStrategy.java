package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;

/// Replication controllers: labels and selector follow the template; dependents outlive a plain delete.
final class ReplicationControllerStrategy {
  private ReplicationControllerStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(ObjectNode.of("replicas", new LongNode(0)))
        .defaults(ReplicationControllerStrategy::defaults)
        .checks(ReplicationControllerValidation::create, ReplicationControllerValidation::update)
        .warnings(TemplateWarnings::of)
        .generation(Strategy.Generation.SPEC)
        .deletion(Deletion.ORPHANING)
        .names(Names.LONG_NAME)
        .build();
  }

  private static ObjectNode defaults(ObjectNode controller) {
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

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main,
        (controller, old, _, errors) ->
            ReplicationControllerValidation.status(controller, old, errors));
  }
}
