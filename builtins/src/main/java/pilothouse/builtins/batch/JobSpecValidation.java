package pilothouse.builtins.batch;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.core.PodSpecValidation;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of a job's spec, in a job or in a cron job.
///
/// Source: kubernetes `pkg/apis/batch/validation/validation.go`.
final class JobSpecValidation {
  private static final long MOST_PARALLEL = 100_000;
  private static final long MANY_COMPLETIONS = 100_000;
  private static final long MOST_PARALLEL_OF_MANY = 10_000;
  private static final int MOST_MANAGER = 63;

  private final ObjectNode spec;
  private final FieldPath at;
  private final Errors errors;

  private JobSpecValidation(ObjectNode spec, FieldPath at, Errors errors) {
    this.spec = spec;
    this.at = at;
    this.errors = errors;
  }

  static void check(ObjectNode spec, FieldPath at, Errors errors) {
    new JobSpecValidation(spec, at, errors).check();
  }

  private void check() {
    for (String name :
        List.of(
            "parallelism",
            "completions",
            "activeDeadlineSeconds",
            "backoffLimit",
            "ttlSecondsAfterFinished",
            "backoffLimitPerIndex"))
      if (spec.has(name)) Checks.nonNegative(at.child(name), spec.get(name), errors);
    if (spec.has("maxFailedIndexes")) {
      Checks.nonNegative(at.child("maxFailedIndexes"), spec.get("maxFailedIndexes"), errors);
      if (!spec.has("backoffLimitPerIndex"))
        errors.add(
            FieldError.required(
                at.child("backoffLimitPerIndex"), "when maxFailedIndexes is specified"));
    }
    if (spec.has("managedBy")) manager(at.child("managedBy"), spec.get("managedBy").text());
    completionMode();
    if (spec.has("podFailurePolicy"))
      PodFailurePolicyValidation.check(spec, at.child("podFailurePolicy"), errors);
    if (spec.has("successPolicy")) successPolicy();
    replacement();
    PodSpecValidation.template(spec.get("template").object(), at.child("template"), errors);
    restartPolicy();
  }

  private void manager(FieldPath path, String name) {
    String prefixed = "must be a domain-prefixed path (such as \"acme.io/foo\")";
    if (name.isEmpty()) {
      errors.add(FieldError.required(path, ""));
      return;
    }
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      errors.add(FieldError.invalid(path, name, prefixed));
    } else {
      for (String wrong : Formats.dnsSubdomain(name.substring(0, slash)))
        errors.add(FieldError.invalid(path, name.substring(0, slash), wrong));
      String rest = name.substring(slash + 1);
      if (!rest.matches("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"))
        errors.add(
            FieldError.invalid(
                path, rest, "a valid path segment must consist of alphanumeric characters"));
    }
    if (name.length() > MOST_MANAGER) errors.add(FieldError.tooLong(path, MOST_MANAGER));
  }

  private boolean indexed() {
    return spec.get("completionMode").text().equals("Indexed");
  }

  private void completionMode() {
    if (spec.has("completionMode")) {
      Checks.oneOf(
          at.child("completionMode"),
          spec.get("completionMode"),
          List.of("NonIndexed", "Indexed"),
          errors);
      if (indexed()) indexedOnly();
    }
    if (!spec.get("completionMode").text("NonIndexed").equals("NonIndexed")) return;
    for (String name : List.of("backoffLimitPerIndex", "maxFailedIndexes"))
      if (spec.has(name))
        errors.add(
            FieldError.invalid(at.child(name), spec.get(name), "requires indexed completion mode"));
  }

  private void indexedOnly() {
    if (!spec.has("completions"))
      errors.add(FieldError.required(at.child("completions"), "when completion mode is Indexed"));
    notOver("parallelism", MOST_PARALLEL, " when completion mode is Indexed");
    long completions = spec.get("completions").number(0);
    long failed = spec.get("maxFailedIndexes").number(0);
    if (spec.has("completions") && spec.has("maxFailedIndexes") && failed > completions)
      errors.add(
          FieldError.invalid(
              at.child("maxFailedIndexes"), failed, "must be less than or equal to completions"));
    notOver("maxFailedIndexes", MOST_PARALLEL, "");
    if (completions <= MANY_COMPLETIONS || !spec.has("backoffLimitPerIndex")) return;
    if (!spec.has("maxFailedIndexes"))
      errors.add(
          FieldError.required(
              at.child("maxFailedIndexes"), "must be specified when completions is above 100000"));
    String many = " when completions are above 100000 and used with backoff limit per index";
    notOver("parallelism", MOST_PARALLEL_OF_MANY, many);
    notOver("maxFailedIndexes", MOST_PARALLEL_OF_MANY, many);
  }

  private void notOver(String name, long most, String when) {
    long number = spec.get(name).number(0);
    if (number > most)
      errors.add(
          FieldError.invalid(
              at.child(name), number, "must be less than or equal to " + most + when));
  }

  private void successPolicy() {
    FieldPath path = at.child("successPolicy");
    if (!indexed())
      errors.add(
          FieldError.invalid(
              path,
              InternalForm.of("SuccessPolicy", spec.get("successPolicy")),
              "requires indexed completion mode"));
    else SuccessPolicyValidation.check(spec, path.child("rules"), errors);
  }

  private void replacement() {
    if (!spec.has("podReplacementPolicy")) return;
    List<String> supported =
        spec.has("podFailurePolicy") ? List.of("Failed") : List.of("Failed", "TerminatingOrFailed");
    Checks.oneOf(
        at.child("podReplacementPolicy"), spec.get("podReplacementPolicy"), supported, errors);
  }

  private void restartPolicy() {
    FieldPath path = at.child("template", "spec", "restartPolicy");
    Node policy = spec.at("template", "spec", "restartPolicy");
    switch (policy.text()) {
      case "", "Always" ->
          errors.add(FieldError.required(path, "valid values: \"OnFailure\", \"Never\""));
      case "Never" -> {}
      case "OnFailure" -> {
        if (spec.has("podFailurePolicy"))
          errors.add(
              FieldError.invalid(
                  path,
                  policy.text(),
                  "only \"Never\" is supported when podFailurePolicy is specified"));
      }
      default ->
          errors.add(FieldError.notSupported(path, policy.text(), List.of("OnFailure", "Never")));
    }
  }
}
