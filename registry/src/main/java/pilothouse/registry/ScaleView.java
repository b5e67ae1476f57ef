package pilothouse.registry;

import java.util.List;
import java.util.function.Function;
import pilothouse.api.tree.ObjectNode;

/// How an object shows as a `Scale`.
///
/// @param specReplicas path of the wanted replicas
/// @param statusReplicas path of the replicas seen
/// @param selector the label selector as text, as `status.selector` has it
public record ScaleView(
    List<String> specReplicas,
    List<String> statusReplicas,
    Function<ObjectNode, String> selector) {}
