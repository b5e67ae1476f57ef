package pilothouse.builtins.batch;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Jobs: they select their own pods by a label that the server makes, and their dependents outlive a plain delete.
final class JobStrategy implements Strategy {
  private static final Deletion DELETION = new Deletion(false, true, Optional.empty());

  @Override
  public ObjectNode defaults(ObjectNode job) {
    ObjectNode out = Edit.under(job, "spec", JobDefaults::spec);
    out = Edit.absent(out, "status", ObjectNode.EMPTY);
    return selected(out) ? labelled(out) : out;
  }

  /// Whether the labels of the template are final; the server adds to those of a new job.
  private static boolean selected(ObjectNode job) {
    return job.at("spec", "manualSelector").bool(false) || job.get("spec").object().has("selector");
  }

  /// A job without labels has those of its template.
  private static ObjectNode labelled(ObjectNode job) {
    ObjectNode labels = job.at("spec", "template", "metadata", "labels").object();
    if (labels.isEmpty() || !job.at("metadata", "labels").object().isEmpty()) return job;
    return job.withAt(List.of("metadata", "labels"), labels);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode job, WriteContext context) {
    return labelled(JobSelector.generated(job)).with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode job, ObjectNode old, WriteContext context) {
    return Edit.restored(job, old, "status");
  }

  @Override
  public void validate(ObjectNode job, WriteContext context, Errors errors) {
    JobValidation.create(job, errors);
  }

  @Override
  public void validateUpdate(ObjectNode job, ObjectNode old, WriteContext context, Errors errors) {
    JobValidation.update(job, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode job, Optional<ObjectNode> old, WriteContext context) {
    return JobWarnings.job(job, old);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public Deletion deletion() {
    return DELETION;
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (job, old, context, errors) -> JobStatusValidation.update(job, old, context, errors));
  }
}
