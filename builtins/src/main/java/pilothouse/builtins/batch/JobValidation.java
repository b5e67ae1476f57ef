package pilothouse.builtins.batch;

import java.util.List;
import java.util.Map;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.Selectors;

/// The checks of jobs.
final class JobValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath LABELS = FieldPath.of("spec", "template", "metadata", "labels");
  private static final Map<String, String> PRINTED =
      Map.of("podFailurePolicy", "*PodFailurePolicy", "successPolicy", "*SuccessPolicy");

  private JobValidation() {}

  static void create(ObjectNode job, Errors errors) {
    generatedSelector(job, errors);
    spec(job, errors);
    hostname(job, errors);
  }

  /// The pod of the last index bears the job's name and the index as its host name.
  private static void hostname(ObjectNode job, Errors errors) {
    long completions = job.at("spec", "completions").number(0);
    if (!job.at("spec", "completionMode").text().equals("Indexed") || completions <= 0) return;
    String name = job.at("metadata", "name").text();
    String last = name + "-" + (completions - 1);
    if (Formats.dnsLabel(last).isEmpty()) return;
    errors.add(
        FieldError.invalid(
            FieldPath.of("metadata", "name"),
            name,
            "will not able to create pod with invalid DNS label: " + last));
  }

  private static void spec(ObjectNode job, Errors errors) {
    ObjectNode spec = job.get("spec").object();
    JobSpecValidation.check(spec, SPEC, errors);
    Node selector = spec.get("selector");
    if (selector.isNull()) errors.add(FieldError.required(SPEC.child("selector"), ""));
    else Selectors.check(SPEC.child("selector"), selector, errors);
    ObjectNode labels = spec.at("template", "metadata", "labels").object();
    boolean matches = !selector.isNull() && Selectors.matches(selector, labels);
    if (Selectors.usable(selector) && !matches)
      errors.add(
          FieldError.invalid(
              LABELS, Checks.nullIfEmpty(labels), "`selector` does not match template `labels`"));
  }

  /// A selector that the server made must be as it makes it.
  private static void generatedSelector(ObjectNode job, Errors errors) {
    ObjectNode spec = job.get("spec").object();
    if (spec.get("manualSelector").bool(false) || spec.get("selector").isNull()) return;
    String uid = job.at("metadata", "uid").text();
    String name = job.at("metadata", "name").text();
    ObjectNode labels = spec.at("template", "metadata", "labels").object();
    label(labels, JobSelector.OLD_UID, uid, errors);
    label(labels, JobSelector.OLD_NAME, name, errors);
    label(labels, JobSelector.UID, uid, errors);
    label(labels, JobSelector.NAME, name, errors);
    ObjectNode selector = spec.get("selector").object();
    boolean generated =
        selector.get("matchExpressions").items().isEmpty()
            && (selector.get("matchLabels").equals(ObjectNode.of(JobSelector.UID, uid))
                || selector.get("matchLabels").equals(ObjectNode.of(JobSelector.OLD_UID, uid)));
    if (!generated)
      errors.add(
          FieldError.invalid(SPEC.child("selector"), selector, "`selector` not auto-generated"));
  }

  private static void label(ObjectNode labels, String key, String value, Errors errors) {
    String must = "must be '" + value + "'";
    if (!labels.has(key)) errors.add(FieldError.required(LABELS.key(key), must));
    else if (!labels.get(key).text().equals(value))
      errors.add(FieldError.invalid(LABELS.key(key), labels, must));
  }

  /// The spec is checked twice, as upstream does it: a wrong one is reported with each cause doubled.
  static void update(ObjectNode job, ObjectNode old, Errors errors) {
    create(job, errors);
    spec(job, errors);
    ObjectNode spec = job.get("spec").object();
    ObjectNode before = old.get("spec").object();
    completions(spec, before, errors);
    immutable("selector", spec, before, errors);
    template(job, old, errors);
    for (String name :
        List.of(
            "completionMode",
            "podFailurePolicy",
            "backoffLimitPerIndex",
            "managedBy",
            "successPolicy")) immutable(name, spec, before, errors);
  }

  private static void immutable(String name, ObjectNode spec, ObjectNode before, Errors errors) {
    Node value = spec.get(name);
    Node printed = PRINTED.containsKey(name) ? InternalForm.of(PRINTED.get(name), value) : value;
    Checks.immutable(SPEC.child(name), value, before.get(name), printed, errors);
  }

  /// An indexed job may grow and shrink, all of it at once.
  private static void completions(ObjectNode spec, ObjectNode before, Errors errors) {
    Node now = spec.get("completions");
    if (now.equals(before.get("completions"))) return;
    boolean indexed = spec.get("completionMode").text().equals("Indexed");
    if (!indexed || now.isNull() || before.get("completions").isNull()) {
      errors.add(FieldError.invalid(SPEC.child("completions"), now, Checks.IMMUTABLE));
      return;
    }
    if (!now.equals(spec.get("parallelism")))
      errors.add(
          FieldError.invalid(
              SPEC.child("completions"),
              now,
              "can only be modified in tandem with spec.parallelism"));
  }

  /// While a job is suspended and has no pods, where and with what they run may still change.
  private static void template(ObjectNode job, ObjectNode old, Errors errors) {
    ObjectNode template = job.at("spec", "template").object();
    ObjectNode before = old.at("spec", "template").object();
    if (!idle(old)) {
      Node printed = InternalForm.of("PodTemplateSpec", template);
      Checks.immutable(SPEC.child("template"), template, before, printed, errors);
      return;
    }
    ObjectNode allowed = template;
    for (String name : List.of("nodeSelector", "affinity", "tolerations", "schedulingGates"))
      allowed = Edit.restored(allowed, before, List.of("spec", name));
    Node spec = sameResources(allowed, before).get("spec");
    Checks.immutable(
        SPEC.child("template", "spec"),
        spec,
        before.get("spec"),
        InternalForm.of("PodSpec", spec),
        errors);
  }

  private static boolean idle(ObjectNode job) {
    Node status = job.get("status");
    boolean suspended =
        status.get("conditions").items().stream()
            .anyMatch(c ->
                c.get("type").text().equals("Suspended") && c.get("status").text().equals("True"));
    return job.at("spec", "suspend").bool(false)
        && status.get("active").number(0) == 0
        && (suspended || status.get("startTime").isNull());
  }

  private static ObjectNode sameResources(ObjectNode template, ObjectNode before) {
    return Edit.inside(
        template,
        "spec",
        spec -> {
          ObjectNode out = spec;
          for (String list : List.of("containers", "initContainers")) {
            List<Node> was = before.at("spec", list).items();
            if (was.size() != spec.get(list).items().size()) continue;
            var next = was.iterator();
            out = Edit.each(out, list, c -> Edit.restored(c, next.next().object(), "resources"));
          }
          return out;
        });
  }
}
