package pilothouse.cel.type;

import java.util.Map;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.ObjectNode;

/// The schemas of what every resource has.
final class MetaSchemas {
  static final Schema TEXT = SchemaReader.read(ObjectNode.of("type", "string"));

  static final Schema METADATA =
      SchemaReader.read(
          ObjectNode.of("type", "object")
              .with(
                  "properties",
                  ObjectNode.of("name", textSchema()).with("generateName", textSchema())));

  private MetaSchemas() {}

  private static ObjectNode textSchema() {
    return ObjectNode.of("type", "string");
  }

  /// Whether a schema describes all of it already; then it stands as it is.
  static boolean complete(Map<String, Schema> properties) {
    Optional<Schema> metadata = Optional.ofNullable(properties.get("metadata"));
    return text(properties, "kind")
        && text(properties, "apiVersion")
        && metadata.isPresent()
        && metadata.get().type().equals("object")
        && text(metadata.get().properties(), "name")
        && text(metadata.get().properties(), "generateName");
  }

  private static boolean text(Map<String, Schema> properties, String name) {
    Schema schema = properties.get(name);
    return schema != null && schema.type().equals("string");
  }
}
