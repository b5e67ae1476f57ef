package pilothouse.server.rest;

import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.Subresource;
import pilothouse.registry.admission.AdmissionChain;
import pilothouse.server.http.Call;

/// A resource with all that its handlers need.
///
/// @param registry empty for kinds that are never stored
/// @param trackers of the resource and its subresources
public record ServedResource(
    ResourceDefinition definition,
    Optional<StoredRegistry> registry,
    ObjectCodec codec,
    Codecs codecs,
    Trackers trackers,
    AdmissionChain admission,
    RestSettings settings,
    Clock clock) {

  /// Gives the codec of what a subresource speaks, where that is a kind of its own.
  @FunctionalInterface
  public interface Codecs {
    ObjectCodec of(GroupVersionKind kind, UnaryOperator<ObjectNode> defaults);
  }

  /// Gives the tracker of the resource itself (the empty text) or of a subresource.
  @FunctionalInterface
  public interface Trackers {
    FieldTracker of(String subresource);
  }

  /// Said with every use of a resource that is on its way out.
  void warnOfDeprecation(Call call) {
    if (!definition.deprecation().isEmpty()) call.warnings().add(definition.deprecation());
  }

  StoredRegistry stored() {
    return registry.orElseThrow(
        () -> ApiException.internal("no storage for " + definition.groupResource()));
  }

  /// The namespace that a call is about; empty for cluster-scoped resources, namespaces among them.
  String namespace(Call call) {
    return definition.namespaced() ? call.info().namespace() : "";
  }

  Optional<Subresource> part(String name) {
    return definition.subresource(name);
  }
}
