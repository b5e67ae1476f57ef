package pilothouse.builtins.policy;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Conditions;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.Selectors;
import pilothouse.registry.NameRule;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Pod disruption budgets: how many pods may be missing at once.
///
/// Source: `pkg/apis/policy/validation/validation.go`.
public final class PodDisruptionBudgetStrategy implements Strategy {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> EVICTION_POLICIES = List.of("AlwaysAllow", "IfHealthyBudget");

  /// The status before any controller has looked.
  private static final ObjectNode NOTHING_SEEN =
      ObjectNode.builder()
          .put("disruptionsAllowed", 0)
          .put("currentHealthy", 0)
          .put("desiredHealthy", 0)
          .put("expectedPods", 0)
          .build();

  @Override
  public ObjectNode prepareForCreate(ObjectNode budget, WriteContext context) {
    return budget.with("status", NOTHING_SEEN);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode budget, ObjectNode old, WriteContext context) {
    return Edit.restored(budget, old, "status");
  }

  @Override
  public void validate(ObjectNode budget, WriteContext context, Errors errors) {
    Node spec = budget.get("spec");
    boolean both = !spec.get("minAvailable").isNull() && !spec.get("maxUnavailable").isNull();
    if (both)
      errors.add(
          FieldError.invalid(
              SPEC, printed(spec), "minAvailable and maxUnavailable cannot be both set"));
    amount(spec.get("minAvailable"), SPEC.child("minAvailable"), errors);
    amount(spec.get("maxUnavailable"), SPEC.child("maxUnavailable"), errors);
    Selectors.check(SPEC.child("selector"), spec.get("selector"), errors);
    Node policy = spec.get("unhealthyPodEvictionPolicy");
    if (!policy.isNull())
      Checks.oneOf(SPEC.child("unhealthyPodEvictionPolicy"), policy, EVICTION_POLICIES, errors);
  }

  private static void amount(Node amount, FieldPath at, Errors errors) {
    if (amount.isNull()) return;
    if (!(amount instanceof StringNode(var text))) {
      Checks.nonNegative(at, amount, errors);
      return;
    }
    List<String> wrong = Formats.percent(text);
    wrong.forEach(w -> errors.add(FieldError.invalid(at, text, w)));
    if (wrong.isEmpty() && text.length() > 3 && !text.equals("100%"))
      errors.add(FieldError.invalid(at, text, "must not be greater than 100%"));
  }

  /// The spec with the member names that upstream's message prints.
  private static ObjectNode printed(Node spec) {
    return ObjectNode.builder()
        .put("MinAvailable", spec.get("minAvailable"))
        .put("Selector", spec.get("selector").isNull() ? NullNode.NULL : spec.get("selector"))
        .put("MaxUnavailable", spec.get("maxUnavailable"))
        .put("UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"))
        .build();
  }

  /// The check of `/status`.
  public static void status(
      ObjectNode budget, ObjectNode old, WriteContext context, Errors errors) {
    for (String name :
        List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"))
      Checks.nonNegative(FieldPath.of("status", name), budget.at("status", name), errors);
    Conditions.check(
        budget.at("status", "conditions"), FieldPath.of("status", "conditions"), errors);
  }

  /// Upstream forgets the names of budgets: a path can hold them, and that is all that is asked.
  @Override
  public NameRule names() {
    return (_, _) -> List.of();
  }

  @Override
  public boolean checksMetadata() {
    return false;
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
