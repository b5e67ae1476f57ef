package pilothouse.builtins.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.core.TemplateWarnings;

/// What a client is warned of in jobs.
final class JobWarnings {
  private static final long MANY = 100_000;
  private static final long MANY_PARALLEL = 10_000;

  static final String ORPHANED =
      "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set"
          + " propagationPolicy=Orphan to suppress this warning";

  private JobWarnings() {}

  static List<String> job(ObjectNode job, Optional<ObjectNode> old) {
    var found = new ArrayList<>(old.isPresent() ? List.of() : TemplateWarnings.name(job));
    size(job.get("spec"), "spec", found);
    found.addAll(TemplateWarnings.template(job, old, "spec", "template"));
    return found;
  }

  static List<String> cronJob(ObjectNode cron, Optional<ObjectNode> old) {
    var found = new ArrayList<>(old.isPresent() ? List.of() : TemplateWarnings.name(cron));
    size(cron.at("spec", "jobTemplate", "spec"), "spec.jobTemplate.spec", found);
    found.addAll(TemplateWarnings.template(cron, old, "spec", "jobTemplate", "spec", "template"));
    return found;
  }

  /// Status of so large a job could outgrow what an object may weigh.
  private static void size(Node spec, String at, List<String> found) {
    if (spec.get("completions").number(0) > MANY
        && spec.get("parallelism").number(0) > MANY_PARALLEL)
      found.add(
          at
              + ": In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
  }
}
