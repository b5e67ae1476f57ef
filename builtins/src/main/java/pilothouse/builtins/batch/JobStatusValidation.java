package pilothouse.builtins.batch;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.registry.WriteContext;

/// The checks of a job's status: counts that fit each other, and conditions that follow in order.
final class JobStatusValidation {
  private static final FieldPath STATUS = FieldPath.of("status");

  private final ObjectNode spec;
  private final Node status;
  private final Node before;
  private final Errors errors;

  private JobStatusValidation(ObjectNode job, ObjectNode old, Errors errors) {
    this.spec = job.get("spec").object();
    this.status = job.get("status");
    this.before = old.get("status");
    this.errors = errors;
  }

  static void update(ObjectNode job, ObjectNode old, WriteContext context, Errors errors) {
    new JobStatusValidation(job, old, errors).check();
  }

  private void check() {
    for (String name : List.of("active", "succeeded", "failed", "ready", "terminating"))
      Checks.nonNegative(STATUS.child(name), status.get(name), errors);
    uncounted();
    boolean complete = is(status, "Complete");
    boolean failed = is(status, "Failed");
    boolean target = is(status, "FailureTarget");
    boolean criteria = is(status, "SuccessCriteriaMet");
    both(complete && failed, "Complete=True and Failed=true conditions");
    both(complete && target, "Complete=True and FailureTarget=true conditions");
    completionTime(complete);
    both(
        failed && !target && !is(before, "Failed"),
        "Failed=True condition without the FailureTarget=true condition");
    both(
        complete && !criteria && !is(before, "Complete"),
        "Complete=True condition without the SuccessCriteriaMet=true condition");
    if (complete || failed) finished();
    if (status.get("ready").number(0) > status.get("active").number(0))
      errors.add(
          FieldError.invalid(
              STATUS.child("ready"),
              status.get("ready"),
              "cannot set more ready pods than active"));
    indexes();
    both(criteria && target, "SuccessCriteriaMet=True and FailureTarget=true conditions");
    both(criteria && failed, "SuccessCriteriaMet=True and Failed=true conditions");
    both(
        complete && !criteria && spec.has("successPolicy"),
        "Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
    decreased();
  }

  private static boolean is(Node status, String type) {
    return status.get("conditions").items().stream()
        .anyMatch(c -> c.get("type").text().equals(type) && c.get("status").text().equals("True"));
  }

  private void both(boolean wrong, String what) {
    if (wrong)
      errors.add(
          new FieldError(
              FieldError.Kind.INVALID,
              STATUS.child("conditions").toString(),
              "cannot set " + what,
              ""));
  }

  private void uncounted() {
    Set<String> seen = new HashSet<>();
    for (String list : List.of("succeeded", "failed")) {
      List<Node> ids = status.at("uncountedTerminatedPods", list).items();
      for (int i = 0; i < ids.size(); i++) {
        FieldPath at = STATUS.child("uncountedTerminatedPods", list).index(i);
        String id = ids.get(i).text();
        if (id.isEmpty()) errors.add(FieldError.invalid(at, id, "must not be empty"));
        else if (!seen.add(id)) errors.add(FieldError.duplicate(at, id));
      }
    }
  }

  private void completionTime(boolean complete) {
    FieldPath at = STATUS.child("completionTime");
    Node time = status.get("completionTime");
    if (!time.isNull() && !complete)
      errors.add(
          FieldError.invalid(
              at, time, "cannot set completionTime when there is no Complete=True condition"));
    if (time.isNull() && complete)
      errors.add(FieldError.required(at, "completionTime is required for Complete jobs"));
    Optional<Instant> end = instant(time);
    Optional<Instant> start = instant(status.get("startTime"));
    if (end.isPresent() && start.isPresent() && end.get().isBefore(start.get()))
      errors.add(FieldError.invalid(at, time, "must be equal to or after `startTime`"));
  }

  private static Optional<Instant> instant(Node time) {
    try {
      return time.text().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time.text()));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private void finished() {
    over("active");
    if (status.get("startTime").isNull())
      errors.add(
          FieldError.required(STATUS.child("startTime"), "startTime is required for finished job"));
    Node pods = status.get("uncountedTerminatedPods");
    if (!pods.get("succeeded").items().isEmpty() || !pods.get("failed").items().isEmpty())
      errors.add(
          FieldError.invalid(
              STATUS.child("uncountedTerminatedPods"),
              InternalForm.of("UncountedTerminatedPods", pods),
              "must be empty for finished job"));
    over("terminating");
  }

  private void over(String name) {
    if (status.get(name).number(0) > 0)
      errors.add(
          FieldError.invalid(
              STATUS.child(name), status.get(name), name + ">0 is invalid for finished job"));
  }

  private void indexes() {
    boolean indexed = spec.get("completionMode").text().equals("Indexed");
    String completed = status.get("completedIndexes").text();
    Node failed = status.get("failedIndexes");
    if (!indexed) {
      notIndexed("completedIndexes", completed);
      notIndexed("failedIndexes", failed.text());
      return;
    }
    long completions = spec.get("completions").number(0);
    IndexIntervals done = IndexIntervals.parse(completed, completions);
    wrong("completedIndexes", completed, done.error());
    if (failed.isNull()) return;
    IndexIntervals lost = IndexIntervals.parse(failed.text(), completions);
    wrong("failedIndexes", failed.text(), lost.error());
    long shared = done.overlap(lost);
    if (done.error().isEmpty() && lost.error().isEmpty() && shared >= 0)
      errors.add(
          FieldError.invalid(
              STATUS.child("failedIndexes"),
              failed,
              "failedIndexes and completedIndexes overlap at index: " + shared));
  }

  private void notIndexed(String name, String value) {
    if (!value.isEmpty())
      errors.add(
          FieldError.invalid(
              STATUS.child(name),
              value,
              "cannot set non-empty " + name + " when non-indexed completion mode"));
  }

  private void wrong(String name, String value, String why) {
    if (!why.isEmpty())
      errors.add(
          FieldError.invalid(STATUS.child(name), value, "error parsing " + name + ": " + why));
  }

  private void decreased() {
    for (String name : List.of("failed", "succeeded"))
      if (status.get(name).number(0) < before.get(name).number(0))
        errors.add(
            FieldError.invalid(
                STATUS.child(name),
                status.get(name).number(0),
                "cannot decrease the " + name + " counter"));
  }
}
