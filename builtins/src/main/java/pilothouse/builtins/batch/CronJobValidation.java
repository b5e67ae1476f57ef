package pilothouse.builtins.batch;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of cron jobs.
final class CronJobValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath JOB = FieldPath.of("spec", "jobTemplate", "spec");
  private static final int MOST_NAME = 52;

  private CronJobValidation() {}

  static void create(ObjectNode cron, Errors errors) {
    spec(cron.get("spec").object(), ObjectNode.EMPTY, errors);
    String name = cron.at("metadata", "name").text();
    if (name.length() > MOST_NAME)
      errors.add(
          FieldError.invalid(
              FieldPath.of("metadata", "name"), name, "must be no more than 52 characters"));
  }

  static void update(ObjectNode cron, ObjectNode old, Errors errors) {
    spec(cron.get("spec").object(), old.get("spec").object(), errors);
  }

  private static void spec(ObjectNode spec, ObjectNode old, Errors errors) {
    String schedule = spec.get("schedule").text();
    if (schedule.isEmpty()) errors.add(FieldError.required(SPEC.child("schedule"), ""));
    else schedule(schedule, old, errors);
    if (spec.has("startingDeadlineSeconds"))
      Checks.nonNegative(
          SPEC.child("startingDeadlineSeconds"), spec.get("startingDeadlineSeconds"), errors);
    if (spec.has("timeZone")) timeZone(spec.get("timeZone").text(), old, errors);
    concurrency(spec.get("concurrencyPolicy"), errors);
    jobTemplate(spec.at("jobTemplate", "spec").object(), errors);
    for (String name : List.of("successfulJobsHistoryLimit", "failedJobsHistoryLimit"))
      if (spec.has(name)) Checks.nonNegative(SPEC.child(name), spec.get(name), errors);
  }

  private static void schedule(String schedule, ObjectNode old, Errors errors) {
    FieldPath at = SPEC.child("schedule");
    String wrong = CronSchedule.error(schedule);
    if (!wrong.isEmpty()) errors.add(FieldError.invalid(at, schedule, wrong));
    boolean kept = old.get("schedule").text().contains("TZ");
    if (schedule.contains("TZ") && !kept)
      errors.add(
          FieldError.invalid(
              at, schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"));
  }

  private static void timeZone(String zone, ObjectNode old, Errors errors) {
    FieldPath at = SPEC.child("timeZone");
    if (zone.isEmpty())
      errors.add(FieldError.invalid(at, zone, "timeZone must be nil or non-empty string"));
    else if (!old.get("timeZone").equals(new StringNode(zone))) {
      String wrong = CronSchedule.zoneError(zone);
      if (!wrong.isEmpty()) errors.add(FieldError.invalid(at, zone, wrong));
    }
  }

  private static void concurrency(Node policy, Errors errors) {
    FieldPath at = SPEC.child("concurrencyPolicy");
    if (policy.text().isEmpty()) errors.add(FieldError.required(at, ""));
    else Checks.oneOf(at, policy, List.of("Allow", "Forbid", "Replace"), errors);
  }

  private static void jobTemplate(ObjectNode spec, Errors errors) {
    JobSpecValidation.check(spec, JOB, errors);
    if (spec.has("selector"))
      errors.add(
          FieldError.invalid(
              JOB.child("selector"), spec.get("selector"), "`selector` will be auto-generated"));
    if (spec.get("manualSelector").bool(false))
      errors.add(
          new FieldError(
              FieldError.Kind.NOT_SUPPORTED,
              JOB.child("manualSelector").toString(),
              "true",
              "supported values: \"nil\", \"false\""));
  }
}
