package pilothouse.apiextensions.resource;

import java.util.Map;
import java.util.Optional;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.fields.Versions;

/// The versions of a definition as managed fields know them.
///
/// @param types by apiVersion
record CustomVersions(Map<String, StructType> types, Converter converter) implements Versions {
  @Override
  public Optional<StructType> type(String apiVersion) {
    return Optional.ofNullable(types.get(apiVersion));
  }

  @Override
  public ObjectNode convert(ObjectNode object, String apiVersion) {
    return converter.convert(object, apiVersion);
  }

  @Override
  public boolean mayNotFit() {
    return true;
  }
}
