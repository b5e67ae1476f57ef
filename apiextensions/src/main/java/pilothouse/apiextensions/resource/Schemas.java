package pilothouse.apiextensions.resource;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The schemas of all versions of a definition.
///
/// A definition of old may say `preserveUnknownFields`: then everything is kept, whatever its schemas declare.
final class Schemas {
  private final Map<String, Schema> byVersion = new HashMap<>();

  Schemas(ObjectNode crd) {
    boolean keepsAll = crd.at("spec", "preserveUnknownFields").bool(false);
    for (Node version : crd.at("spec", "versions").items()) {
      ObjectNode json = version.at("schema", "openAPIV3Schema").object();
      Schema schema = SchemaReader.read(json);
      byVersion.put(version.get("name").text(), keepsAll ? schema.keepingAll() : schema);
    }
  }

  Optional<Schema> of(String version) {
    return Optional.ofNullable(byVersion.get(version));
  }
}
