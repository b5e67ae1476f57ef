package pilothouse.builtins.batch;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Jobs: they select their own pods by a label that the server makes, and their dependents outlive a plain delete.
final class JobStrategy {
  private JobStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus()
        .defaults(JobStrategy::defaults)
        .onCreate((job, _) -> selecting(job))
        .checks(JobValidation::create, JobValidation::update)
        .warnings(JobWarnings::job)
        .generation(Strategy.Generation.SPEC)
        .deletion(Deletion.ORPHANING.warningUnsaid(JobWarnings.ORPHANED))
        .build();
  }

  private static ObjectNode defaults(ObjectNode job) {
    ObjectNode out = Edit.under(job, "spec", JobDefaults::spec);
    return labelled(Edit.absent(out, "status", ObjectNode.EMPTY));
  }

  /// The job with a selector of the server's own. Labels that the job has from its template are one with the template's upstream, and so get what the
  /// server adds to those; a client that sent the same labels in both places made two of them.
  @SuppressWarnings("ReferenceEquality")
  private static ObjectNode selecting(ObjectNode job) {
    ObjectNode out = JobSelector.generated(job);
    boolean shared =
        job.at("metadata", "labels") == job.at("spec", "template", "metadata", "labels");
    if (!shared) return out;
    return out.withAt(
        List.of("metadata", "labels"), out.at("spec", "template", "metadata", "labels"));
  }

  /// A job without labels has those of its template.
  private static ObjectNode labelled(ObjectNode job) {
    ObjectNode labels = job.at("spec", "template", "metadata", "labels").object();
    if (labels.isEmpty() || !job.at("metadata", "labels").object().isEmpty()) return job;
    return job.withAt(List.of("metadata", "labels"), labels);
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (job, old, context, errors) -> JobStatusValidation.update(job, old, context, errors));
  }
}
