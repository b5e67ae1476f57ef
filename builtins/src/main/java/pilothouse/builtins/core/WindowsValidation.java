package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// What the two operating systems don't have of each other.
final class WindowsValidation {
  private static final String NOT_WINDOWS = "cannot be set for a windows pod";
  private static final String NOT_LINUX = "windows options cannot be set for a linux pod";
  private static final int MOST_SPEC = 64 * 1024;

  private WindowsValidation() {}

  static void linux(ObjectNode spec, FieldPath at, Errors errors) {
    if (!spec.at("securityContext", "windowsOptions").isNull())
      errors.add(FieldError.forbidden(at.child("securityContext", "windowsOptions"), NOT_LINUX));
    eachContainer(
        spec,
        at,
        (path, context) -> {
          if (context.has("windowsOptions"))
            errors.add(FieldError.forbidden(path.child("windowsOptions"), NOT_LINUX));
        });
  }

  static void windows(ObjectNode spec, FieldPath at, Errors errors) {
    ObjectNode context = spec.get("securityContext").object();
    FieldPath path = at.child("securityContext");
    forbid(
        context,
        path,
        List.of(
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "fsGroup",
            "fsGroupChangePolicy",
            "sysctls"),
        errors);
    for (String name : List.of("hostPID", "hostIPC"))
      if (spec.get(name).bool(false)) errors.add(FieldError.forbidden(at.child(name), NOT_WINDOWS));
    if (spec.has("hostUsers")) errors.add(FieldError.forbidden(at.child("hostUsers"), NOT_WINDOWS));
    if (spec.has("shareProcessNamespace"))
      errors.add(FieldError.forbidden(at.child("shareProcessNamespace"), NOT_WINDOWS));
    forbid(
        context,
        path,
        List.of("runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy"),
        errors);
    eachContainer(
        spec,
        at,
        (inner, own) ->
            forbid(
                own,
                inner,
                List.of(
                    "appArmorProfile",
                    "seLinuxOptions",
                    "seccompProfile",
                    "capabilities",
                    "readOnlyRootFilesystem",
                    "privileged",
                    "allowPrivilegeEscalation",
                    "procMount",
                    "runAsUser",
                    "runAsGroup"),
                errors));
  }

  private static void forbid(ObjectNode context, FieldPath at, List<String> names, Errors errors) {
    for (String name : names)
      if (context.has(name)) errors.add(FieldError.forbidden(at.child(name), NOT_WINDOWS));
  }

  @FunctionalInterface
  private interface Visit {
    void visit(FieldPath at, ObjectNode context);
  }

  private static void eachContainer(ObjectNode spec, FieldPath at, Visit visit) {
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      List<Node> containers = spec.get(list).items();
      for (int i = 0; i < containers.size(); i++)
        if (containers.get(i).get("securityContext") instanceof ObjectNode context)
          visit.visit(at.child(list).index(i).child("securityContext"), context);
    }
  }

  static void options(FieldPath at, Node options, Errors errors) {
    if (options.isNull()) return;
    Checks.formatIfSet(
        at.child("gmsaCredentialSpecName"),
        options.get("gmsaCredentialSpecName"),
        Formats::dnsSubdomain,
        errors);
    Node spec = options.get("gmsaCredentialSpec");
    if (!spec.isNull() && spec.text().isEmpty())
      errors.add(
          FieldError.invalid(
              at.child("gmsaCredentialSpec"), "", "gmsaCredentialSpec cannot be an empty string"));
    if (spec.text().length() > MOST_SPEC)
      errors.add(
          FieldError.invalid(
              at.child("gmsaCredentialSpec"),
              spec.text(),
              "gmsaCredentialSpec size must be under 64 KiB"));
    if (!options.get("runAsUserName").isNull())
      userName(at.child("runAsUserName"), options.get("runAsUserName").text(), errors);
  }

  private static void userName(FieldPath at, String name, Errors errors) {
    if (name.isEmpty()) {
      invalid(at, name, "runAsUserName cannot be an empty string", errors);
      return;
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      invalid(at, name, "runAsUserName cannot contain control characters", errors);
      return;
    }
    if (name.chars().filter(c -> c == '\\').count() > 1)
      invalid(at, name, "runAsUserName cannot contain more than one backslash", errors);
  }

  private static void invalid(FieldPath at, String value, String why, Errors errors) {
    errors.add(FieldError.invalid(at, value, why));
  }

  /// Windows host processes: all containers of a pod or none, and on the host's network.
  static void hostProcess(ObjectNode spec, FieldPath at, Errors errors) {
    Node own = spec.at("securityContext", "windowsOptions", "hostProcess");
    boolean pod = own.bool(false);
    int with = 0;
    int all = 0;
    for (String list : List.of("containers", "initContainers")) {
      List<Node> containers = spec.get(list).items();
      for (int i = 0; i < containers.size(); i++) {
        Node set = containers.get(i).at("securityContext", "windowsOptions", "hostProcess");
        if (!own.isNull() && !set.isNull() && set.bool(false) != pod)
          errors.add(
              FieldError.invalid(
                  at.child(list).index(i).child("securityContext", "windowsOptions", "hostProcess"),
                  set,
                  "pod hostProcess value must be identical if both are specified, was " + pod));
        all++;
        if (set.isNull() ? pod : set.bool(false)) with++;
      }
    }
    if (with == 0) return;
    if (with < all)
      errors.add(
          FieldError.invalid(
              at,
              "",
              "If pod contains any hostProcess containers then all containers must be HostProcess containers"));
    if (!spec.get("hostNetwork").bool(false))
      errors.add(
          FieldError.invalid(
              at.child("hostNetwork"),
              BoolNode.FALSE,
              "hostNetwork must be true if pod contains any hostProcess containers"));
  }
}
