package pilothouse.app.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.fields.Versions;

/// The versions in which one stored kind is served.
final class KindVersions implements Versions {
  private final Map<String, ResourceDefinition> byVersion = new HashMap<>();

  KindVersions(List<ResourceDefinition> sharing) {
    for (ResourceDefinition definition : sharing)
      byVersion.put(definition.kind().apiVersion(), definition);
  }

  @Override
  public Optional<StructType> type(String apiVersion) {
    return Optional.ofNullable(byVersion.get(apiVersion)).map(ResourceDefinition::type);
  }

  @Override
  public ObjectNode convert(ObjectNode object, String apiVersion) {
    String own = object.get("apiVersion").text();
    var from = byVersion.get(own);
    var to = byVersion.get(apiVersion);
    if (from == null || to == null || own.equals(apiVersion)) return object;
    return to.conversion().fromStored(from.conversion().toStored(object));
  }
}
