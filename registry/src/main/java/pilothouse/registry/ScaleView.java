package pilothouse.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pilothouse.api.tree.ObjectNode;

/// How an object shows as a `Scale`.
///
/// @param specReplicas path of the wanted replicas
/// @param statusReplicas path of the replicas seen
/// @param selector the label selector as text, as `status.selector` has it
/// @param custom the columns of a custom resource's scale, whose replicas may be missing, and whose own checks say what is wrong with them
public record ScaleView(
    List<String> specReplicas,
    List<String> statusReplicas,
    Function<ObjectNode, String> selector,
    Optional<TableColumns> custom) {

  /// Of a built-in kind.
  public ScaleView(
      List<String> specReplicas,
      List<String> statusReplicas,
      Function<ObjectNode, String> selector) {
    this(specReplicas, statusReplicas, selector, Optional.empty());
  }
}
