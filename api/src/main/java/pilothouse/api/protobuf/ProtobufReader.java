package pilothouse.api.protobuf;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.Bytes;
import pilothouse.api.GoDuration;
import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Reads messages into canonical objects. Fields that the type does not have are skipped, as upstream skips them.
public final class ProtobufReader {
  /// How deep messages may stand in each other; only JSON schemas can go beyond twenty.
  private static final int MAX_DEPTH = 1_000;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final TypeLibrary library;

  private ProtobufReader(TypeLibrary library) {
    this.library = library;
  }

  /// The object of an envelope, which names its type.
  ///
  /// @throws ProtobufException when the bytes are no message of the type
  public static ObjectNode read(Envelope envelope, StructType type, TypeLibrary library) {
    ObjectNode object = message(envelope.raw(), type, library);
    if (type.indexOf("kind") < 0) return object;
    return ObjectNode.builder()
        .put("kind", envelope.kind())
        .put("apiVersion", envelope.apiVersion())
        .putAll(object)
        .build();
  }

  /// The object of a bare message; it has no kind and no apiVersion.
  public static ObjectNode message(Bytes bytes, StructType type, TypeLibrary library) {
    byte[] array = bytes.unsafeArray();
    ObjectNode read =
        new ProtobufReader(library).struct(new WireReader(array, 0, array.length), type, 0);
    return TypedDecoder.decode(JsonDocument.of(read), type, library).object();
  }

  /// Collects what a message gives: repeated fields add to what there is, others replace it.
  private final class Members {
    private final Map<String, Node> single = new HashMap<>();
    private final Map<String, List<Node>> lists = new HashMap<>();
    private final Map<String, ObjectNode.Builder> maps = new HashMap<>();

    ObjectNode build() {
      var out = ObjectNode.builder();
      single.forEach(out::put);
      lists.forEach((name, items) -> out.put(name, ListNode.of(items)));
      maps.forEach((name, map) -> out.put(name, map.build()));
      return out.build();
    }
  }

  private ObjectNode struct(WireReader in, StructType type, int depth) {
    var members = new Members();
    struct(in, type, members, depth);
    return members.build();
  }

  private void struct(WireReader in, StructType type, Members members, int depth) {
    if (depth > MAX_DEPTH) throw new ProtobufException("exceeded max depth");
    while (in.next()) {
      var field = type.field(in.field());
      if (field.isEmpty()) in.skip();
      else field(in, field.get(), members, depth);
    }
  }

  private void field(WireReader in, Field field, Members members, int depth) {
    Type type = field.type();
    String name = field.name();
    if (type instanceof Type.Ref ref && ref.name().startsWith("choice.")) {
      members.single.put(name, choice(in, name, ref.name(), depth));
      return;
    }
    switch (type.resolved()) {
      case StructType inner when field.inline() ->
          struct(in.message(name), inner, members, depth + 1);
      case Type.ListOf list ->
          members
              .lists
              .computeIfAbsent(name, _ -> new ArrayList<>())
              .add(item(in, name, list.items(), depth));
      case Type.MapOf map ->
          entry(
              in.message(name),
              map.values(),
              members.maps.computeIfAbsent(name, _ -> ObjectNode.builder()),
              depth);
      case Type other -> members.single.put(name, value(in, name, other, depth));
    }
  }

  private void entry(WireReader in, Type values, ObjectNode.Builder out, int depth) {
    String key = "";
    Node value = NullNode.NULL;
    while (in.next()) {
      if (in.field() == 1) key = in.text("key");
      else if (in.field() == 2) value = item(in, "value", values, depth);
      else in.skip();
    }
    out.put(key, value);
  }

  /// An item or a map's value; a list in this place has a message around it.
  private Node item(WireReader in, String name, Type type, int depth) {
    if (type instanceof Type.Ref ref && ref.name().startsWith("choice."))
      return choice(in, name, ref.name(), depth);
    if (!(type.resolved() instanceof Type.ListOf list)) return value(in, name, type, depth);
    WireReader inner = in.message(name);
    var items = new ArrayList<Node>();
    while (inner.next()) {
      if (inner.field() == 1) items.add(value(inner, name, list.items(), depth));
      else inner.skip();
    }
    return ListNode.of(items);
  }

  private Node value(WireReader in, String name, Type type, int depth) {
    return switch (type.resolved()) {
      case ScalarType scalar -> scalar(in, name, scalar);
      case StructType struct -> struct(in.message(name), struct, depth + 1);
      case Type.Any _ -> any(in.message(name));
      case Type.ListOf _, Type.MapOf _, Type.Ref _ ->
          throw new IllegalStateException("no message holds this alone: " + name);
    };
  }

  private static Node scalar(WireReader in, String name, ScalarType type) {
    return switch (type) {
      case STRING -> new StringNode(in.text(name));
      case BOOL -> BoolNode.of(in.number(name) != 0);
      case INT32 -> new LongNode((int) in.number(name));
      case INT64 -> new LongNode(in.number(name));
      case DOUBLE -> real(in.fixed64(name));
      case BYTES -> new StringNode(Base64.getEncoder().encodeToString(in.bytes(name)));
      case TIME -> time(in.message(name), SECONDS);
      case MICRO_TIME -> time(in.message(name), MICROS);
      case DURATION -> new StringNode(GoDuration.text(Duration.ofNanos(one(in.message(name)))));
      case QUANTITY -> quantity(in.message(name));
      case INT_OR_STRING -> intOrString(in.message(name));
    };
  }

  private static Node real(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value))
      throw new ProtobufException("json: unsupported value: " + value);
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? new LongNode((long) value) : new DoubleNode(value);
  }

  private static Node time(WireReader in, DateTimeFormatter format) {
    long seconds = 0;
    long nanos = 0;
    boolean given = false;
    while (in.next()) {
      given = true;
      if (in.field() == 1) seconds = in.number("Seconds");
      else if (in.field() == 2) nanos = (int) in.number("Nanos");
      else in.skip();
    }
    if (!given) return NullNode.NULL;
    if (seconds < FIRST.getEpochSecond() || seconds > LAST.getEpochSecond())
      throw new ProtobufException("Time.MarshalJSON: year outside of range [0,9999]");
    Instant time = Instant.ofEpochSecond(seconds, nanos);
    return new StringNode(format.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
  }

  private static long one(WireReader in) {
    long value = 0;
    while (in.next()) {
      if (in.field() == 1) value = in.number("Duration");
      else in.skip();
    }
    return value;
  }

  private static Node quantity(WireReader in) {
    String text = "0";
    while (in.next()) {
      if (in.field() == 1) text = in.text("String");
      else in.skip();
    }
    return new StringNode(text.isEmpty() ? "0" : text);
  }

  private static Node intOrString(WireReader in) {
    boolean text = false;
    long number = 0;
    String string = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> text = in.number("Type") == 1;
        case 2 -> number = (int) in.number("IntVal");
        case 3 -> string = in.text("StrVal");
        default -> in.skip();
      }
    }
    return text ? new StringNode(string) : new LongNode(number);
  }

  private static Node any(WireReader in) {
    Node value = NullNode.NULL;
    while (in.next()) {
      if (in.field() == 1) value = json(in.bytes("Raw"));
      else in.skip();
    }
    return value;
  }

  private static Node json(byte[] raw) {
    try {
      return raw.length == 0 ? NullNode.NULL : JsonReader.tree(raw);
    } catch (JsonException broken) {
      throw new ProtobufException(String.valueOf(broken.getMessage()));
    }
  }

  private Node choice(WireReader outer, String name, String choice, int depth) {
    WireReader in = outer.message(name);
    boolean bool = choice.equals("choice.bool");
    Type schema = library.type("apiextensions.v1.JSONSchemaProps");
    Node found = bool ? BoolNode.FALSE : NullNode.NULL;
    var items = new ArrayList<Node>();
    while (in.next()) {
      int field = in.field();
      if (bool && field == 1)
        found =
            found instanceof ObjectNode ? keep(in, found) : BoolNode.of(in.number("Allows") != 0);
      else if (field == (bool ? 2 : 1)) found = value(in, "Schema", schema, depth + 1);
      else if (field == 2)
        items.add(
            value(in, name, choice.equals("choice.array") ? schema : ScalarType.STRING, depth + 1));
      else in.skip();
    }
    return items.isEmpty() ? found : ListNode.of(items);
  }

  private static Node keep(WireReader in, Node found) {
    in.skip();
    return found;
  }
}
