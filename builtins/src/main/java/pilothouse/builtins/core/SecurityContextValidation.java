package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of security contexts, of pods and of containers.
final class SecurityContextValidation {
  private static final List<String> PROFILES = List.of("Localhost", "RuntimeDefault", "Unconfined");
  private static final String SYSCTL =
      "([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final Pattern SYSCTL_NAME = Pattern.compile(SYSCTL);
  private static final int MOST_NAME = 253;
  private static final int MOST_PROFILE = 4095;

  private SecurityContextValidation() {}

  static void container(FieldPath at, Node context, boolean hostUsers, Errors errors) {
    if (context.isNull()) return;
    id(at.child("runAsUser"), context.get("runAsUser"), errors);
    id(at.child("runAsGroup"), context.get("runAsGroup"), errors);
    procMount(at.child("procMount"), context.get("procMount"), hostUsers, errors);
    seccomp(at.child("seccompProfile"), context.get("seccompProfile"), errors);
    escalation(at, context, errors);
    WindowsValidation.options(at.child("windowsOptions"), context.get("windowsOptions"), errors);
    appArmor(at.child("appArmorProfile"), context.get("appArmorProfile"), errors);
  }

  private static void id(FieldPath at, Node id, Errors errors) {
    if (!id.isNull()) Checks.inRange(at, id, 0, Integer.MAX_VALUE, errors);
  }

  private static void procMount(FieldPath at, Node mount, boolean hostUsers, Errors errors) {
    if (mount.isNull()) return;
    if (mount.text().equals("Unmasked") && hostUsers)
      errors.add(
          FieldError.invalid(at, mount.text(), "`hostUsers` must be false to use `Unmasked`"));
    Checks.oneOf(at, mount, List.of("Default", "Unmasked"), errors);
  }

  private static void escalation(FieldPath at, Node context, Errors errors) {
    if (context.get("allowPrivilegeEscalation").bool(true)) return;
    Node printed = InternalForm.of("SecurityContext", context);
    String cannot = "cannot set `allowPrivilegeEscalation` to false and ";
    if (context.get("privileged").bool(false))
      errors.add(FieldError.invalid(at, printed, cannot + "`privileged` to true"));
    for (Node added : context.at("capabilities", "add").items())
      if (added.text().equals("CAP_SYS_ADMIN"))
        errors.add(FieldError.invalid(at, printed, cannot + "`capabilities.Add` CAP_SYS_ADMIN"));
  }

  private static void seccomp(FieldPath at, Node profile, Errors errors) {
    if (profile.isNull()) return;
    Node type = profile.get("type");
    if (type.text().isEmpty())
      errors.add(
          FieldError.required(at.child("type"), "type is required when seccompProfile is set"));
    else Checks.oneOf(at.child("type"), type, PROFILES, errors);
    Node file = profile.get("localhostProfile");
    if (type.text().equals("Localhost")) {
      if (file.isNull())
        errors.add(
            FieldError.required(
                at.child("localhostProfile"), "must be set when seccomp type is Localhost"));
      else Paths.descending(at.child("localhostProfile"), file.text(), errors);
    } else if (!file.isNull()) {
      errors.add(
          FieldError.invalid(
              at.child("localhostProfile"),
              file.text(),
              "can only be set when seccomp type is Localhost"));
    }
  }

  static void appArmor(FieldPath at, Node profile, Errors errors) {
    if (profile.isNull()) return;
    Node file = profile.get("localhostProfile");
    FieldPath path = at.child("localhostProfile");
    switch (profile.get("type").text()) {
      case "Localhost" -> localhost(path, file, errors);
      case "RuntimeDefault", "Unconfined" -> {
        if (!file.isNull())
          errors.add(
              FieldError.invalid(
                  path, file.text(), "can only be set when AppArmor type is Localhost"));
      }
      case "" ->
          errors.add(
              FieldError.required(
                  at.child("type"), "type is required when appArmorProfile is set"));
      default -> Checks.oneOf(at.child("type"), profile.get("type"), PROFILES, errors);
    }
  }

  private static void localhost(FieldPath at, Node file, Errors errors) {
    String text = file.text();
    if (text.isBlank()) {
      errors.add(FieldError.required(at, "must be set when AppArmor type is Localhost"));
      return;
    }
    if (!text.equals(text.strip()))
      errors.add(FieldError.invalid(at, text, "must not be padded with whitespace"));
    if (text.length() > MOST_PROFILE) errors.add(FieldError.tooLong(at, MOST_PROFILE));
  }

  static void pod(ObjectNode spec, FieldPath at, Errors errors) {
    Node context = spec.get("securityContext");
    id(at.child("fsGroup"), context.get("fsGroup"), errors);
    id(at.child("runAsUser"), context.get("runAsUser"), errors);
    id(at.child("runAsGroup"), context.get("runAsGroup"), errors);
    List<Node> groups = context.get("supplementalGroups").items();
    for (int i = 0; i < groups.size(); i++)
      id(at.child("supplementalGroups").index(i), groups.get(i), errors);
    if (spec.get("shareProcessNamespace").bool(false) && spec.get("hostPID").bool(false))
      errors.add(
          FieldError.invalid(
              at.child("shareProcessNamespace"),
              spec.get("shareProcessNamespace"),
              "ShareProcessNamespace and HostPID cannot both be enabled"));
    sysctls(at.child("sysctls"), context.get("sysctls").items(), spec, errors);
    Checks.oneOfIfGiven(
        at.child("fsGroupChangePolicy"),
        context.get("fsGroupChangePolicy"),
        List.of("Always", "OnRootMismatch"),
        errors);
    seccomp(at.child("seccompProfile"), context.get("seccompProfile"), errors);
    WindowsValidation.options(at.child("windowsOptions"), context.get("windowsOptions"), errors);
    appArmor(at.child("appArmorProfile"), context.get("appArmorProfile"), errors);
    Checks.oneOfIfGiven(
        at.child("supplementalGroupsPolicy"),
        context.get("supplementalGroupsPolicy"),
        List.of("Merge", "Strict"),
        errors);
    Checks.oneOfIfGiven(
        at.child("seLinuxChangePolicy"),
        context.get("seLinuxChangePolicy"),
        List.of("Recursive"),
        errors);
  }

  private static void sysctls(FieldPath at, List<Node> sysctls, ObjectNode spec, Errors errors) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sysctls.size(); i++) {
      FieldPath path = at.index(i).child("name");
      String name = sysctls.get(i).get("name").text();
      if (name.isEmpty()) errors.add(FieldError.required(path, ""));
      else if (name.length() > MOST_NAME || !SYSCTL_NAME.matcher(name).matches())
        errors.add(
            FieldError.invalid(
                path, name, "must have at most 253 characters and match regex " + SYSCTL));
      else if (names.contains(name)) errors.add(FieldError.duplicate(path, name));
      shared(path, name, spec, errors);
      names.add(name);
    }
  }

  /// What belongs to the host's namespace is not the pod's to set.
  private static void shared(FieldPath at, String name, ObjectNode spec, Errors errors) {
    String dotted = name.replace('/', '.');
    if (spec.get("hostNetwork").bool(false) && dotted.startsWith("net."))
      errors.add(FieldError.invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    boolean ipc =
        dotted.startsWith("kernel.shm")
            || dotted.startsWith("kernel.msg")
            || dotted.equals("kernel.sem")
            || dotted.startsWith("fs.mqueue.");
    if (spec.get("hostIPC").bool(false) && ipc)
      errors.add(FieldError.invalid(at, name, "may not be specified when 'hostIPC' is true"));
  }
}
