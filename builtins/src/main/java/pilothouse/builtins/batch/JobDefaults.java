package pilothouse.builtins.batch;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.core.PodDefaults;
import pilothouse.builtins.meta.Edit;

/// The defaults of a job's spec. The spec in a CronJob gets the first part alone, the job made from it the rest.
final class JobDefaults {
  private static final long NO_LIMIT = Integer.MAX_VALUE;
  private static final long RETRIES = 6;

  private JobDefaults() {}

  static ObjectNode templated(ObjectNode spec) {
    ObjectNode out = PodDefaults.template(spec);
    return Edit.inside(
        out, "podFailurePolicy", policy -> Edit.each(policy, "rules", JobDefaults::rule));
  }

  private static ObjectNode rule(ObjectNode rule) {
    return Edit.each(rule, "onPodConditions", condition -> Edit.blank(condition, "status", "True"));
  }

  static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = templated(spec);
    if (!out.has("completions") && !out.has("parallelism"))
      out = out.with("completions", 1).with("parallelism", 1);
    out = Edit.absent(out, "parallelism", 1);
    out = Edit.absent(out, "backoffLimit", out.has("backoffLimitPerIndex") ? NO_LIMIT : RETRIES);
    out = Edit.absent(out, "completionMode", new StringNode("NonIndexed"));
    out = Edit.absent(out, "suspend", false);
    out = Edit.absent(out, "podReplacementPolicy", new StringNode(replacement(out)));
    return Edit.absent(out, "manualSelector", false);
  }

  private static String replacement(ObjectNode spec) {
    return spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
  }
}
