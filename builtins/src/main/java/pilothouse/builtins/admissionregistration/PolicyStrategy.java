package pilothouse.builtins.admissionregistration;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Admission policies of both sorts: rules in CEL for writes.
public final class PolicyStrategy implements Strategy {
  private final boolean hasStatus;

  private PolicyStrategy(boolean hasStatus) {
    this.hasStatus = hasStatus;
  }

  static PolicyStrategy validating() {
    return new PolicyStrategy(true);
  }

  static PolicyStrategy mutating() {
    return new PolicyStrategy(false);
  }

  @Override
  public ObjectNode defaults(ObjectNode policy) {
    return Edit.under(policy, "spec", PolicyStrategy::spec);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.absent(spec, "failurePolicy", new StringNode("Fail"));
    return Edit.inside(out, "matchConstraints", MatchDefaults::resources);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode policy, WriteContext context) {
    return hasStatus ? policy.with("status", ObjectNode.EMPTY) : policy;
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode policy, ObjectNode old, WriteContext context) {
    return Edit.restored(policy, old, "status");
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
