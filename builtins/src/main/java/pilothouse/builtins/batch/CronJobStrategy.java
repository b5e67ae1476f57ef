package pilothouse.builtins.batch;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;

/// Cron jobs.
final class CronJobStrategy {
  private static final int SUCCESSFUL_KEPT = 3;

  private CronJobStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(CronJobStrategy::defaults)
        .checks(CronJobValidation::create, CronJobValidation::update)
        .warnings(JobWarnings::cronJob)
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static ObjectNode defaults(ObjectNode cron) {
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

  static Strategy status(Strategy main) {
    return StatusStrategy.unchecked(main);
  }
}
