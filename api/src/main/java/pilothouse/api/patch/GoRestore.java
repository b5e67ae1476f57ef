package pilothouse.api.patch;

import java.util.Optional;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Whether a strategically merged object fits its type, in the words of Go's converter, which upstream uses for this patch alone.
///
/// Source: apimachinery `pkg/runtime/converter.go`.
public final class GoRestore {
  private GoRestore() {}

  /// The first value that does not fit, in declaration order, such as `cannot restore slice from string`; empty where all do.
  public static Optional<String> refusal(Node value, Type type) {
    if (value.isNull()) return Optional.empty();
    return switch (type.resolved()) {
      case StructType struct ->
          value instanceof ObjectNode object
              ? members(object, struct)
              : Optional.of("cannot restore struct from: " + kind(value));
      case Type.MapOf map ->
          value instanceof ObjectNode object
              ? values(object, map)
              : Optional.of("cannot restore map from " + kind(value));
      case Type.ListOf list ->
          value instanceof ListNode items
              ? items(items, list)
              : Optional.of("cannot restore slice from " + kind(value));
      case ScalarType scalar -> scalar(value, scalar);
      case Type.Any _, Type.Ref _ -> Optional.empty();
    };
  }

  private static Optional<String> members(ObjectNode object, StructType struct) {
    for (Field field : struct.fields()) {
      Optional<String> found =
          field.inline()
              ? refusal(object, field.type())
              : refusal(object.get(field.name()), field.type());
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static Optional<String> values(ObjectNode object, Type.MapOf map) {
    return object.names().stream()
        .flatMap(name -> refusal(object.get(name), map.values()).stream())
        .findFirst();
  }

  private static Optional<String> items(ListNode items, Type.ListOf list) {
    return items.items().stream().flatMap(item -> refusal(item, list.items()).stream()).findFirst();
  }

  private static Optional<String> scalar(Node value, ScalarType type) {
    return switch (type) {
      case STRING -> text(value);
      case BOOL ->
          value instanceof BoolNode ? Optional.empty() : Optional.of("unrecognized type: bool");
      case INT32 -> number(value, "int32");
      case INT64 -> number(value, "int64");
      case DOUBLE ->
          value instanceof LongNode || value instanceof DoubleNode
              ? Optional.empty()
              : Optional.of("unrecognized type: float64");
      case BYTES -> bytes(value);
      case TIME, MICRO_TIME, DURATION, QUANTITY, INT_OR_STRING -> Optional.empty();
    };
  }

  /// Go would turn a whole number into a text of one character, and refuses that.
  private static Optional<String> text(Node value) {
    if (value instanceof StringNode) return Optional.empty();
    return Optional.of(
        value instanceof LongNode ? "cannot convert int64 to string" : "unrecognized type: string");
  }

  private static Optional<String> number(Node value, String type) {
    if (value instanceof LongNode) return Optional.empty();
    if (!(value instanceof DoubleNode(var number)))
      return Optional.of("unrecognized type: " + type);
    return number == Math.rint(number)
        ? Optional.empty()
        : Optional.of("cannot convert float64 to " + type);
  }

  /// Text that is no base64 is left to the decoder, which says where it goes wrong.
  private static Optional<String> bytes(Node value) {
    return value instanceof StringNode
        ? Optional.empty()
        : Optional.of("cannot restore slice from " + kind(value));
  }

  /// Go's kind of a decoded value.
  private static String kind(Node value) {
    return switch (value) {
      case StringNode _ -> "string";
      case BoolNode _ -> "bool";
      case LongNode _ -> "int64";
      case DoubleNode _ -> "float64";
      case ListNode _ -> "slice";
      case ObjectNode _ -> "map";
      case NullNode _ -> "invalid";
    };
  }
}
