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

/// Deployments.
final class DeploymentStrategy {
  private static final int PROGRESS_SECONDS = 600;

  private DeploymentStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(DeploymentStrategy::defaults)
        .checks(DeploymentValidation::create, DeploymentValidation::update)
        .warnings(TemplateWarnings::of)
        .generation(Strategy.Generation.SPEC_AND_ANNOTATIONS)
        .build();
  }

  private static ObjectNode defaults(ObjectNode deployment) {
    ObjectNode out = Edit.under(deployment, "spec", DeploymentStrategy::spec);
    return Edit.absent(out, "status", ObjectNode.EMPTY);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.absent(PodDefaults.template(spec), "replicas", 1);
    out = Edit.under(out, "strategy", DeploymentStrategy::strategy);
    out = Edit.absent(out, "revisionHistoryLimit", 10);
    return Edit.absent(out, "progressDeadlineSeconds", PROGRESS_SECONDS);
  }

  private static ObjectNode strategy(ObjectNode strategy) {
    ObjectNode out = Edit.blank(strategy, "type", "RollingUpdate");
    if (!out.get("type").text().equals("RollingUpdate")) return out;
    return Edit.under(out, "rollingUpdate", DeploymentStrategy::rollingUpdate);
  }

  private static ObjectNode rollingUpdate(ObjectNode update) {
    var quarter = new StringNode("25%");
    return Edit.absent(Edit.absent(update, "maxUnavailable", quarter), "maxSurge", quarter);
  }

  /// A status write keeps the labels, too.
  static Strategy status(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("spec"), List.of("metadata", "labels")),
        (deployment, _, _) -> deployment,
        (deployment, old, _, errors) -> DeploymentValidation.status(deployment, old, errors));
  }
}
