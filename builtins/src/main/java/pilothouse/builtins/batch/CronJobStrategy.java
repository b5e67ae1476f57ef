package pilothouse.builtins.batch;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Cron jobs.
final class CronJobStrategy implements Strategy {
  private static final int SUCCESSFUL_KEPT = 3;

  @Override
  public ObjectNode defaults(ObjectNode cron) {
    ObjectNode out = Edit.under(cron, "spec", CronJobStrategy::spec);
    return Edit.absent(out, "status", ObjectNode.EMPTY);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.blank(spec, "concurrencyPolicy", "Allow");
    out = Edit.absent(out, "suspend", false);
    out = Edit.under(out, "jobTemplate", t -> Edit.under(t, "spec", JobDefaults::templated));
    out = Edit.absent(out, "successfulJobsHistoryLimit", SUCCESSFUL_KEPT);
    return Edit.absent(out, "failedJobsHistoryLimit", 1);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode cron, WriteContext context) {
    return cron.with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode cron, ObjectNode old, WriteContext context) {
    return Edit.restored(cron, old, "status");
  }

  @Override
  public void validate(ObjectNode cron, WriteContext context, Errors errors) {
    CronJobValidation.create(cron, errors);
  }

  @Override
  public void validateUpdate(ObjectNode cron, ObjectNode old, WriteContext context, Errors errors) {
    CronJobValidation.update(cron, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode cron, Optional<ObjectNode> old, WriteContext context) {
    return JobWarnings.cronJob(cron, old);
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
    return StatusStrategy.unchecked(main);
  }
}
