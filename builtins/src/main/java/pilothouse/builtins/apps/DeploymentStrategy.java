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

/// Deployments.
final class DeploymentStrategy implements Strategy {
  private static final int PROGRESS_SECONDS = 600;

  @Override
  public ObjectNode defaults(ObjectNode deployment) {
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

  @Override
  public ObjectNode prepareForCreate(ObjectNode deployment, WriteContext context) {
    return deployment.with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode deployment, ObjectNode old, WriteContext context) {
    return Edit.restored(deployment, old, "status");
  }

  @Override
  public void validate(ObjectNode deployment, WriteContext context, Errors errors) {
    DeploymentValidation.create(deployment, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode deployment, ObjectNode old, WriteContext context, Errors errors) {
    DeploymentValidation.update(deployment, old, errors);
  }

  @Override
  public List<String> warnings(
      ObjectNode deployment, Optional<ObjectNode> old, WriteContext context) {
    return TemplateWarnings.of(deployment, old);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC_AND_ANNOTATIONS;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
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
