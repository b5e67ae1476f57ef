package pilothouse.builtins.batch;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group batch, by path.
public final class BatchStrategies {
  private BatchStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    var job = JobStrategy.strategy();
    all.put("batch/v1/jobs", job);
    all.put("batch/v1/jobs/status", JobStrategy.status(job));
    var cronJob = CronJobStrategy.strategy();
    all.put("batch/v1/cronjobs", cronJob);
    all.put("batch/v1/cronjobs/status", CronJobStrategy.status(cronJob));
    return all;
  }
}
