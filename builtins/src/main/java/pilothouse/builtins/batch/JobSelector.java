package pilothouse.builtins.batch;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;

/// The selector and the labels that tie pods to their job, made from its name and uid unless the job asks to do without.
final class JobSelector {
  static final String UID = "batch.kubernetes.io/controller-uid";
  static final String NAME = "batch.kubernetes.io/job-name";
  static final String OLD_UID = "controller-uid";
  static final String OLD_NAME = "job-name";

  private JobSelector() {}

  static ObjectNode generated(ObjectNode job) {
    if (job.at("spec", "manualSelector").bool(false)) return job;
    var name = job.at("metadata", "name").text();
    var uid = job.at("metadata", "uid").text();
    var made =
        ObjectNode.builder()
            .put(UID, uid)
            .put(NAME, name)
            .put(OLD_UID, uid)
            .put(OLD_NAME, name)
            .build();
    ObjectNode labels = job.at("spec", "template", "metadata", "labels").object();
    ObjectNode selected = job.at("spec", "selector", "matchLabels").object();
    return job.withAt(
            List.of("spec", "template", "metadata", "labels"),
            Edit.sorted(Edit.merged(labels, made)))
        .withAt(
            List.of("spec", "selector", "matchLabels"),
            selected.has(UID) ? selected : Edit.sorted(selected.with(UID, uid)));
  }
}
