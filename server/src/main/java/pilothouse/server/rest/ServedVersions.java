package pilothouse.server.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.fields.Versions;

/// The versions in which one stored resource is served; an object goes from one to another by way of the stored form.
final class ServedVersions implements Versions {
  private final Map<String, ResourceDefinition> byApiVersion = new HashMap<>();

  /// @param served definitions that share their storage
  ServedVersions(List<ResourceDefinition> served) {
    for (ResourceDefinition definition : served)
      byApiVersion.put(definition.kind().apiVersion(), definition);
  }

  @Override
  public Optional<StructType> type(String apiVersion) {
    return Optional.ofNullable(byApiVersion.get(apiVersion)).map(ResourceDefinition::type);
  }

  @Override
  public ObjectNode convert(ObjectNode object, String apiVersion) {
    ResourceDefinition from = byApiVersion.get(object.get("apiVersion").text());
    ResourceDefinition to = byApiVersion.get(apiVersion);
    if (from == null || to == null || from == to) return object;
    return to.conversion().fromStored(from.conversion().toStored(object));
  }
}
