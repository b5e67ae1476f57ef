package pilothouse.apiextensions.resource;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The schemas of all versions of a definition.
final class Schemas {
  private final Map<String, Schema> byVersion = new HashMap<>();

  Schemas(ObjectNode crd) {
    for (Node version : crd.at("spec", "versions").items())
      byVersion.put(
          version.get("name").text(),
          SchemaReader.read(version.at("schema", "openAPIV3Schema").object()));
  }

  Optional<Schema> of(String version) {
    return Optional.ofNullable(byVersion.get(version));
  }
}
