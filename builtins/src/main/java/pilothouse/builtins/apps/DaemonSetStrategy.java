package pilothouse.builtins.apps;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.core.PodDefaults;
import pilothouse.builtins.core.TemplateWarnings;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Daemon sets. The generation of the template lives on in an annotation.
final class DaemonSetStrategy {
  private static final List<String> TEMPLATE_GENERATION =
      List.of("metadata", "annotations", "deprecated.daemonset.template.generation");

  private DaemonSetStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(counted(ObjectNode.EMPTY))
        .defaults(DaemonSetStrategy::defaults)
        .onCreate((set, _) -> generation(set, Math.max(1, templateGeneration(set))))
        .onUpdate((set, old, _) -> nextGeneration(set, old))
        .checks(DaemonSetValidation::create, DaemonSetValidation::update)
        .warnings((set, old) -> TemplateWarnings.template(set, old, "spec", "template"))
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static ObjectNode nextGeneration(ObjectNode set, ObjectNode old) {
    boolean changed = !set.at("spec", "template").equals(old.at("spec", "template"));
    return generation(set, templateGeneration(old) + (changed ? 1 : 0));
  }

  private static ObjectNode defaults(ObjectNode set) {
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

  private static long templateGeneration(ObjectNode set) {
    String text = set.at(TEMPLATE_GENERATION.toArray(String[]::new)).text();
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static ObjectNode generation(ObjectNode set, long generation) {
    return set.withAt(TEMPLATE_GENERATION, new StringNode(Long.toString(generation)));
  }

  static Strategy status(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("spec")),
        (set, old, _) -> Edit.restored(set, old, TEMPLATE_GENERATION),
        (set, old, _, errors) -> DaemonSetValidation.status(set, old, errors));
  }
}
