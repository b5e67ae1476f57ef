package pilothouse.apiextensions.resource;

import java.util.HashMap;
import java.util.Map;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// What a definition says of its objects, which is most of its bytes: read when an object is first converted, written or shown as a table. Whoever lists or
/// watches what is empty needs none of it.
///
/// @param columns `additionalPrinterColumns` by version
record Content(Schemas schemas, Converter converter, Map<String, Node> columns) {
  static final Schema ANYTHING = SchemaReader.read(ObjectNode.EMPTY);

  static Content of(ObjectNode crd, Surroundings.Converters converters) {
    var columns = new HashMap<String, Node>();
    for (Node version : crd.at("spec", "versions").items())
      columns.put(version.get("name").text(), version.get("additionalPrinterColumns"));
    return new Content(new Schemas(crd), converters.of(crd), Map.copyOf(columns));
  }

  Schema schema(String version) {
    return schemas.of(version).orElse(ANYTHING);
  }

  Node columns(String version) {
    return columns.getOrDefault(version, NullNode.NULL);
  }
}
