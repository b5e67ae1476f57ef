package pilothouse.registry.admission;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;

/// All plugins in upstream's order, asked twice a write: to change it before it is validated, and to refuse it after.
public final class AdmissionChain {
  public static final AdmissionChain NONE = new AdmissionChain(List.of());

  private final List<AdmissionPlugin> plugins;

  public AdmissionChain(List<AdmissionPlugin> plugins) {
    this.plugins = List.copyOf(plugins);
  }

  /// The object as the plugins leave it.
  ///
  /// @throws ApiException where one refuses
  public ObjectNode mutate(AdmissionRequest request) {
    AdmissionRequest current = request;
    for (AdmissionPlugin plugin : plugins) {
      if (!plugin.handles(request.operation())) continue;
      if (current.object().isEmpty()) plugin.mutateWithoutObject(current);
      else current = mutated(plugin, current, current.object().get());
    }
    return current.object().orElse(ObjectNode.EMPTY);
  }

  private static AdmissionRequest mutated(
      AdmissionPlugin plugin, AdmissionRequest request, ObjectNode object) {
    ObjectNode changed = plugin.mutate(request, object);
    return changed == object ? request : request.withObject(changed);
  }

  /// @throws ApiException where a plugin refuses
  public void validate(AdmissionRequest request) {
    for (AdmissionPlugin plugin : plugins)
      if (plugin.handles(request.operation())) plugin.validate(request);
  }
}
