package pilothouse.builtins.table;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;
import pilothouse.registry.TableColumns.RowOf;

/// Rows of the kinds that make pods.
final class WorkloadTables {
  static final Map<String, RowOf> ROWS =
      Map.ofEntries(
          Map.entry("v1/PodTemplate", WorkloadTables::podTemplate),
          Map.entry("v1/ReplicationController", WorkloadTables::replicationController),
          Map.entry("apps/v1/ReplicaSet", WorkloadTables::replicaSet),
          Map.entry("apps/v1/Deployment", WorkloadTables::deployment),
          Map.entry("apps/v1/StatefulSet", WorkloadTables::statefulSet),
          Map.entry("apps/v1/DaemonSet", WorkloadTables::daemonSet),
          Map.entry("apps/v1/ControllerRevision", WorkloadTables::controllerRevision),
          Map.entry("batch/v1/Job", WorkloadTables::job),
          Map.entry("batch/v1/CronJob", WorkloadTables::cronJob));

  private WorkloadTables() {}

  private static Row podTemplate(ObjectNode object, Instant now) {
    Node template = object.get("template");
    return Cells.named(object, now)
        .containers(template)
        .text(SelectorText.labelsCell(template.at("metadata", "labels")))
        .row();
  }

  private static Row replicationController(ObjectNode object, Instant now) {
    return replicas(object, now).text(SelectorText.labelsCell(object.at("spec", "selector"))).row();
  }

  private static Row replicaSet(ObjectNode object, Instant now) {
    return replicas(object, now).text(SelectorText.cell(object.at("spec", "selector"))).row();
  }

  private static Cells replicas(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .number("spec", "replicas")
        .number("status", "replicas")
        .number("status", "readyReplicas")
        .age()
        .containers(object.at("spec", "template"));
  }

  private static Row deployment(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text(readyOf(object))
        .number("status", "updatedReplicas")
        .number("status", "availableReplicas")
        .age()
        .containers(object.at("spec", "template"))
        .text(SelectorText.of(object.at("spec", "selector").object()))
        .row();
  }

  private static Row statefulSet(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text(readyOf(object))
        .age()
        .containers(object.at("spec", "template"))
        .row();
  }

  private static String readyOf(Node object) {
    return object.at("status", "readyReplicas").number(0)
        + "/"
        + object.at("spec", "replicas").number(0);
  }

  private static Row daemonSet(ObjectNode object, Instant now) {
    Node template = object.at("spec", "template");
    return Cells.named(object, now)
        .number("status", "desiredNumberScheduled")
        .number("status", "currentNumberScheduled")
        .number("status", "numberReady")
        .number("status", "updatedNumberScheduled")
        .number("status", "numberAvailable")
        .text(SelectorText.labelsCell(template.at("spec", "nodeSelector")))
        .age()
        .containers(template)
        .text(SelectorText.cell(object.at("spec", "selector")))
        .row();
  }

  private static Row controllerRevision(ObjectNode object, Instant now) {
    return Cells.named(object, now).text(controllerOf(object)).number("revision").age().row();
  }

  /// `statefulset.apps/web`, or `<none>`.
  private static String controllerOf(Node object) {
    for (Node owner : object.at("metadata", "ownerReferences").items())
      if (owner.get("controller").bool(false)) return ownerText(owner);
    return Cells.NONE;
  }

  private static String ownerText(Node owner) {
    String apiVersion = owner.get("apiVersion").text();
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
    String kind = owner.get("kind").text() + group;
    return kind.toLowerCase(java.util.Locale.ROOT) + "/" + owner.get("name").text();
  }

  private static Row job(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text(jobStatus(object))
        .text(completions(object))
        .text(duration(object, now))
        .age()
        .containers(object.at("spec", "template"))
        .text(SelectorText.cell(object.at("spec", "selector")))
        .row();
  }

  private static String jobStatus(Node job) {
    for (String ended : new String[] {"Complete", "Failed"})
      if (Cells.conditionTrue(job, ended)) return ended;
    if (Cells.deleting(job)) return "Terminating";
    for (String state : new String[] {"Suspended", "FailureTarget", "SuccessCriteriaMet"})
      if (Cells.conditionTrue(job, state)) return state;
    return "Running";
  }

  private static String completions(Node job) {
    long done = job.at("status", "succeeded").number(0);
    Node wanted = job.at("spec", "completions");
    if (!wanted.isNull()) return done + "/" + wanted.number(0);
    long parallelism = job.at("spec", "parallelism").number(0);
    return parallelism > 1 ? done + "/1 of " + parallelism : done + "/1";
  }

  private static String duration(Node job, Instant now) {
    Optional<Instant> start = Ages.instant(job.at("status", "startTime"));
    Instant end = Ages.instant(job.at("status", "completionTime")).orElse(now);
    return start.map(from -> Ages.text(Duration.between(from, end))).orElse("");
  }

  private static Row cronJob(ObjectNode object, Instant now) {
    Node job = object.at("spec", "jobTemplate", "spec");
    Node last = object.at("status", "lastScheduleTime");
    return Cells.named(object, now)
        .text("", "spec", "schedule")
        .text(Cells.NONE, "spec", "timeZone")
        .text(goBool(object.at("spec", "suspend")))
        .number(object.at("status", "active").items().size())
        .text(last.isNull() ? Cells.NONE : Ages.since(last, now))
        .age()
        .containers(job.get("template"))
        .text(SelectorText.cell(job.get("selector")))
        .row();
  }

  private static String goBool(Node value) {
    if (value.isNull()) return Cells.UNSET;
    return value.bool(false) ? "True" : "False";
  }
}
