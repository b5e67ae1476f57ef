package pilothouse.cel.type;

import java.util.Map;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;

/// Stored values as expressions see them: through their schema, without a copy.
///
/// Source: apiserver `pkg/cel/common/valuesunstructured.go`.
public final class SchemaValues {
  private SchemaValues() {}

  /// @param resourceRoot whether this is a resource, whose kind, version and name are visible even where the schema is silent
  public static Value of(Node node, Schema schema, boolean resourceRoot) {
    if (node.isNull()) {
      if (schema.nullable()) return Value.NULL;
      throw new EvalException("invalid data, got null for schema with nullable=false");
    }
    if (schema.intOrString()) return intOrString(node);
    return switch (schema.type()) {
      case "object" -> object(node, schema, resourceRoot);
      case "array" -> list(node, schema);
      case "string" -> FormattedTexts.of(text(node), schema.limits().format());
      case "number" -> number(node);
      case "integer" -> integer(node);
      case "boolean" -> bool(node);
      default -> unknown(node, schema);
    };
  }

  private static Value intOrString(Node node) {
    if (node instanceof StringNode text) return Value.of(text.text());
    if (node instanceof LongNode(long value)) return Value.of(value);
    throw new EvalException(
        "invalid data, expected XIntOrString value to be either a string or integer");
  }

  private static Value object(Node node, Schema schema, boolean resourceRoot) {
    if (!(node instanceof ObjectNode object))
      throw new EvalException(
          "invalid data, expected a map for the provided schema with type=object");
    if (schema.embedded() || resourceRoot)
      return new ObjectView(object, DeclTypes.withMeta(schema.properties()));
    if (!schema.properties().isEmpty()) return new ObjectView(object, schema.properties());
    if (schema.otherMembers().isPresent()) return new MapView(object, schema.otherMembers().get());
    return new ObjectView(object, Map.of());
  }

  private static Value list(Node node, Schema schema) {
    if (!(node instanceof ListNode list))
      throw new EvalException(
          "invalid data, expected an array for the provided schema with type=array");
    Schema items =
        schema
            .items()
            .orElseThrow(() ->
                new EvalException("invalid array type, expected Items with a non-empty Schema"));
    return switch (schema.merging().list()) {
      case "set" -> new SetView(list, items);
      case "map" -> new MapListView(list, items, schema.merging().keys());
      default -> new ListView(list, items);
    };
  }

  private static String text(Node node) {
    if (node instanceof StringNode text) return text.text();
    throw new EvalException("invalid data, expected string, got " + goType(node));
  }

  private static Value number(Node node) {
    if (node instanceof LongNode(long value)) return new Value.Real(value);
    if (node instanceof DoubleNode(double value)) return new Value.Real(value);
    throw new EvalException("invalid data, expected float, got " + goType(node));
  }

  private static Value integer(Node node) {
    if (node instanceof LongNode(long value)) return Value.of(value);
    throw new EvalException("invalid data, expected int, got " + goType(node));
  }

  private static Value bool(Node node) {
    if (node instanceof BoolNode) return Value.of(node.bool(false));
    throw new EvalException("invalid data, expected bool, got " + goType(node));
  }

  private static Value unknown(Node node, Schema schema) {
    if (schema.preserves()) return new KeptUnknown(node);
    throw new EvalException(
        "invalid type, expected object, array, number, integer, boolean or string, or no type with"
            + " x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got "
            + schema.type());
  }

  private static String goType(Node node) {
    return switch (node) {
      case ObjectNode _ -> "map[string]interface {}";
      case ListNode _ -> "[]interface {}";
      case StringNode _ -> "string";
      case LongNode _ -> "int64";
      case DoubleNode _ -> "float64";
      case BoolNode _ -> "bool";
      default -> "<nil>";
    };
  }
}
