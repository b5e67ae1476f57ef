package pilothouse.builtins.scheduling;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Priority classes: the value and the preemption policy never change; `system-` names are the system's own.
///
/// Source: `pkg/apis/scheduling/validation/validation.go`.
public final class PriorityClassStrategy implements Strategy {
  private static final long HIGHEST_USER_VALUE = 1_000_000_000;
  private static final List<String> POLICIES = List.of("PreemptLowerPriority", "Never");
  private static final List<String> SYSTEM_NAMES =
      List.of("system-node-critical", "system-cluster-critical");

  @Override
  public ObjectNode defaults(ObjectNode priorityClass) {
    return Edit.absent(priorityClass, "preemptionPolicy", new StringNode("PreemptLowerPriority"));
  }

  @Override
  public void validate(ObjectNode priorityClass, WriteContext context, Errors errors) {
    String name = priorityClass.at("metadata", "name").text();
    long value = priorityClass.get("value").number(0);
    if (name.startsWith("system-")) {
      if (!SYSTEM_NAMES.contains(name))
        errors.add(
            FieldError.forbidden(
                FieldPath.of("metadata", "name"),
                "priority class names with 'system-' prefix are reserved for system use only. error: "
                    + name
                    + " is not a known system priority class"));
    } else if (value > HIGHEST_USER_VALUE) {
      errors.add(
          FieldError.forbidden(
              FieldPath.of("value"),
              "maximum allowed value of a user defined priority is " + HIGHEST_USER_VALUE));
    }
    policy(priorityClass.get("preemptionPolicy").text(), errors);
  }

  private static void policy(String policy, Errors errors) {
    FieldPath at = FieldPath.of("preemptionPolicy");
    if (policy.isEmpty()) errors.add(FieldError.required(at, ""));
    else if (!POLICIES.contains(policy)) errors.add(FieldError.notSupported(at, policy, POLICIES));
  }

  @Override
  public void validateUpdate(
      ObjectNode priorityClass, ObjectNode old, WriteContext context, Errors errors) {
    if (priorityClass.get("value").number(0) != old.get("value").number(0))
      errors.add(FieldError.forbidden(FieldPath.of("value"), "may not be changed in an update."));
    if (!priorityClass.get("preemptionPolicy").equals(old.get("preemptionPolicy")))
      errors.add(
          FieldError.invalid(
              FieldPath.of("preemptionPolicy"),
              priorityClass.get("preemptionPolicy"),
              "field is immutable"));
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }
}
