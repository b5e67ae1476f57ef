package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.function.Predicate;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Goes through all schemas within a schema, itself included.
final class SchemaWalk {
  private static final List<String> ONE =
      List.of("items", "not", "additionalProperties", "additionalItems");
  private static final List<String> LISTS = List.of("items", "allOf", "anyOf", "oneOf");
  private static final List<String> MAPS =
      List.of("properties", "patternProperties", "definitions", "dependencies");

  private SchemaWalk() {}

  static boolean any(Node schema, Predicate<ObjectNode> wanted) {
    if (!(schema instanceof ObjectNode object)) return false;
    if (wanted.test(object)) return true;
    for (String name : ONE) if (any(object.get(name), wanted)) return true;
    for (String name : LISTS)
      for (Node one : object.get(name).items()) if (any(one, wanted)) return true;
    for (String name : MAPS) {
      ObjectNode members = object.get(name).object();
      for (int i = 0; i < members.size(); i++) if (any(members.value(i), wanted)) return true;
    }
    return false;
  }
}
