package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Nodes: their status may be given on create, and later through the status alone.
final class NodeStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode node) {
    ObjectNode out = Edit.under(node, "spec", NodeStrategy::blocks);
    return Edit.under(out, "status", NodeStrategy::allocatable);
  }

  /// The single block and the first of the list are one; where they differ the single one wins.
  private static ObjectNode blocks(ObjectNode spec) {
    ObjectNode out = spec;
    List<Node> blocks = out.get("podCIDRs").items();
    Node single = out.get("podCIDR");
    if (single.text().isEmpty())
      return blocks.isEmpty() ? out : out.with("podCIDR", blocks.getFirst());
    if (!blocks.isEmpty() && blocks.getFirst().equals(single)) return out;
    return out.with("podCIDRs", ListNode.of(single));
  }

  private static ObjectNode allocatable(ObjectNode status) {
    ObjectNode out = Edit.inside(status, "capacity", Quantities::roundedUp);
    out = Edit.inside(out, "allocatable", Quantities::roundedUp);
    return out.has("capacity") ? Edit.absent(out, "allocatable", out.get("capacity")) : out;
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode node, ObjectNode old, WriteContext context) {
    return Edit.restored(withoutConfig(node), old, "status");
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode node, WriteContext context) {
    return withoutConfig(node);
  }

  /// Configuration of kubelets by the server is a feature that is gone; managers still own what they send of it.
  private static ObjectNode withoutConfig(ObjectNode node) {
    return node.withoutAt(List.of("spec", "configSource")).withoutAt(List.of("status", "config"));
  }

  @Override
  public void validate(ObjectNode node, WriteContext context, Errors errors) {
    NodeValidation.create(node, errors);
  }

  @Override
  public void validateUpdate(ObjectNode node, ObjectNode old, WriteContext context, Errors errors) {
    NodeValidation.create(node, errors);
    NodeValidation.update(node, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode node, Optional<ObjectNode> old, WriteContext context) {
    return NodeWarnings.node(node);
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  static Strategy status(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("spec")),
        (node, _, _) -> withoutConfig(node),
        (node, old, _, errors) -> NodeValidation.update(node, old, errors));
  }
}
