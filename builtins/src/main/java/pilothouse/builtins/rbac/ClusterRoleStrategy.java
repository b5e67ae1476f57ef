package pilothouse.builtins.rbac;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Selectors;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Cluster roles: rules, and the selectors of the roles that they are put together from.
public final class ClusterRoleStrategy implements Strategy {
  private static final FieldPath SELECTORS =
      FieldPath.of("aggregationRule", "clusterRoleSelectors");

  @Override
  public void validate(ObjectNode role, WriteContext context, Errors errors) {
    PolicyRules.check(role, false, errors);
    if (role.get("aggregationRule").isNull()) return;
    List<Node> selectors = role.at("aggregationRule", "clusterRoleSelectors").items();
    if (selectors.isEmpty())
      errors.add(
          FieldError.required(
              SELECTORS,
              "at least one clusterRoleSelector required if aggregationRule is non-nil"));
    for (int i = 0; i < selectors.size(); i++)
      selector(selectors.get(i), SELECTORS.index(i), errors);
  }

  private static void selector(Node selector, FieldPath at, Errors errors) {
    int before = errors.size();
    Selectors.check(at, selector, errors);
    if (errors.size() > before)
      errors.add(FieldError.invalid(at, NullNode.NULL, "invalid label selector."));
  }

  @Override
  public NameRule names() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
