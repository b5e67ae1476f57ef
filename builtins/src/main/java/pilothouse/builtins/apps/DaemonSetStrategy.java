package pilothouse.builtins.apps;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.core.PodDefaults;
import pilothouse.builtins.core.TemplateWarnings;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Daemon sets. The generation of the template lives on in an annotation.
final class DaemonSetStrategy implements Strategy {
  private static final List<String> TEMPLATE_GENERATION =
      List.of("metadata", "annotations", "deprecated.daemonset.template.generation");

  @Override
  public ObjectNode defaults(ObjectNode set) {
    ObjectNode out = Edit.under(set, "spec", DaemonSetStrategy::spec);
    if (out.at(TEMPLATE_GENERATION.toArray(String[]::new)).isNull()) out = generation(out, 0);
    return Edit.under(out, "status", DaemonSetStrategy::counted);
  }

  private static ObjectNode counted(ObjectNode status) {
    ObjectNode out = Edit.absent(status, "currentNumberScheduled", 0);
    out = Edit.absent(out, "numberMisscheduled", 0);
    out = Edit.absent(out, "desiredNumberScheduled", 0);
    return Edit.absent(out, "numberReady", 0);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out =
        Edit.under(PodDefaults.template(spec), "updateStrategy", DaemonSetStrategy::strategy);
    return Edit.absent(out, "revisionHistoryLimit", 10);
  }

  private static ObjectNode strategy(ObjectNode strategy) {
    ObjectNode out = Edit.blank(strategy, "type", "RollingUpdate");
    if (!out.get("type").text().equals("RollingUpdate")) return out;
    return Edit.under(
        out,
        "rollingUpdate",
        update -> Edit.absent(Edit.absent(update, "maxUnavailable", 1), "maxSurge", 0));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode set, WriteContext context) {
    return generation(set, Math.max(1, templateGeneration(set)))
        .with("status", counted(ObjectNode.EMPTY));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode set, ObjectNode old, WriteContext context) {
    boolean changed = !set.at("spec", "template").equals(old.at("spec", "template"));
    ObjectNode out = generation(set, templateGeneration(old) + (changed ? 1 : 0));
    return Edit.restored(out, old, "status");
  }

  private static long templateGeneration(ObjectNode set) {
    String text = set.at(TEMPLATE_GENERATION.toArray(String[]::new)).text();
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static ObjectNode generation(ObjectNode set, long generation) {
    return set.withAt(TEMPLATE_GENERATION, new StringNode(Long.toString(generation)));
  }

  @Override
  public void validate(ObjectNode set, WriteContext context, Errors errors) {
    DaemonSetValidation.create(set, errors);
  }

  @Override
  public void validateUpdate(ObjectNode set, ObjectNode old, WriteContext context, Errors errors) {
    DaemonSetValidation.update(set, old, errors);
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
    return new StatusStrategy(
        main,
        List.of(List.of("spec")),
        (set, old, _) -> Edit.restored(set, old, TEMPLATE_GENERATION),
        (set, old, _, errors) -> DaemonSetValidation.status(set, old, errors));
  }
}
