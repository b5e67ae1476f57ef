package pilothouse.api.protobuf;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.GoDuration;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Writes canonical objects as the code that upstream generates does: fields in the order of their numbers, map keys sorted, values that are no pointers
/// always, pointers only when they are set.
///
/// Everything is written from the end, which is why fields, items and keys are walked backwards.
public final class ProtobufWriter {
  private final ReverseBuffer out;
  private final TypeLibrary library;

  private ProtobufWriter(TypeLibrary library, int capacity) {
    this.library = library;
    this.out = new ReverseBuffer(capacity);
  }

  /// The object in its envelope, under the apiVersion and kind that it carries.
  public static Bytes write(ObjectNode object, StructType type, TypeLibrary library) {
    return new Envelope(
            object.get("apiVersion").text(),
            object.get("kind").text(),
            message(object, type, library))
        .bytes();
  }

  /// The bare message.
  public static Bytes message(ObjectNode object, StructType type, TypeLibrary library) {
    var writer = new ProtobufWriter(library, 1024);
    writer.struct(object, type);
    return writer.out.result();
  }

  private void struct(ObjectNode object, StructType type) {
    List<Field> fields = type.fieldsByNumber();
    for (int i = fields.size() - 1; i >= 0; i--) field(object, fields.get(i));
  }

  private void field(ObjectNode object, Field field) {
    if (field.inline() && field.type().resolved() instanceof StructType inner) {
      int before = out.size();
      struct(object, inner);
      out.message(field.number(), before);
      return;
    }
    Node value = object.get(field.name());
    boolean pointer =
        field.presence() == Presence.WHEN_GIVEN || field.presence() == Presence.OR_NULL;
    if (value.isNull() && (pointer || !written(field.type()))) return;
    value(field.number(), value, field.type());
  }

  /// Whether a value that nobody gave is written as its zero value.
  private static boolean written(Type type) {
    return switch (type.resolved()) {
      case ScalarType scalar -> scalar != ScalarType.BYTES;
      case StructType _, Type.Any _ -> true;
      case Type.ListOf _, Type.MapOf _ -> false;
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private void value(int number, Node value, Type type) {
    if (type instanceof Type.Ref ref && ref.name().startsWith("choice.")) {
      choice(number, value, ref.name());
      return;
    }
    switch (type.resolved()) {
      case ScalarType scalar -> scalar(number, value, scalar);
      case StructType struct -> {
        int before = out.size();
        struct(value.object(), struct);
        out.message(number, before);
      }
      case Type.ListOf list -> list(number, value, list.items());
      case Type.MapOf map -> map(number, value.object(), map.values());
      case Type.Any _ -> any(number, value);
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    }
  }

  private void list(int number, Node value, Type items) {
    List<Node> nodes = value.items();
    for (int i = nodes.size() - 1; i >= 0; i--) item(number, nodes.get(i), items);
  }

  /// An item or a map's value; a list in this place has a message around it.
  private void item(int number, Node value, Type type) {
    if (!(type.resolved() instanceof Type.ListOf list)) {
      value(number, value, type);
      return;
    }
    int before = out.size();
    list(1, value, list.items());
    out.message(number, before);
  }

  private void map(int number, ObjectNode map, Type values) {
    List<String> keys = map.names().stream().sorted().toList();
    for (int i = keys.size() - 1; i >= 0; i--) {
      int before = out.size();
      Node value = map.get(keys.get(i));
      if (!value.isNull() || written(values)) item(2, value, values);
      out.text(1, keys.get(i));
      out.message(number, before);
    }
  }

  private void any(int number, Node value) {
    int before = out.size();
    if (!value.isNull()) out.bytes(1, JsonWriter.compact(value).unsafeArray());
    out.message(number, before);
  }

  private void scalar(int number, Node value, ScalarType type) {
    switch (type) {
      case STRING -> out.text(number, value.text());
      case BOOL -> out.number(number, value.bool(false) ? 1 : 0);
      case INT32, INT64 -> out.number(number, value.number(0));
      case DOUBLE -> out.fixed64(number, Double.doubleToLongBits(number(value)));
      case BYTES -> out.bytes(number, Base64.getMimeDecoder().decode(value.text()));
      case TIME, MICRO_TIME -> time(number, value.text());
      case DURATION -> duration(number, value.text());
      case QUANTITY -> quantity(number, value.text("0"));
      case INT_OR_STRING -> intOrString(number, value);
    }
  }

  private static double number(Node value) {
    return switch (value) {
      case DoubleNode(double d) -> d;
      case LongNode(long n) -> n;
      default -> 0;
    };
  }

  private void time(int number, String text) {
    int before = out.size();
    if (!text.isEmpty()) {
      Instant time = instant(text);
      out.number(2, time.getNano());
      out.number(1, time.getEpochSecond());
    }
    out.message(number, before);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException none) {
      throw new ProtobufException("not a time in canonical form: " + text);
    }
  }

  private void duration(int number, String text) {
    int before = out.size();
    out.number(1, GoDuration.parse(text).toNanos());
    out.message(number, before);
  }

  private void quantity(int number, String text) {
    int before = out.size();
    out.text(1, text);
    out.message(number, before);
  }

  private void intOrString(int number, Node value) {
    int before = out.size();
    boolean text = value instanceof StringNode;
    out.text(3, value.text());
    out.number(2, value.number(0));
    out.number(1, text ? 1 : 0);
    out.message(number, before);
  }

  /// The forms of a JSON schema's members: field 1 or 2 holds the schema, the other what else it may be.
  private void choice(int number, Node value, String name) {
    int before = out.size();
    boolean schema = value instanceof ObjectNode;
    Type type = library.type("apiextensions.v1.JSONSchemaProps");
    if (name.equals("choice.bool")) {
      if (schema) value(2, value, type);
      out.number(1, schema || value == BoolNode.TRUE ? 1 : 0);
    } else if (schema) value(1, value, type);
    else list(2, value, name.equals("choice.array") ? type : ScalarType.STRING);
    out.message(number, before);
  }
}
