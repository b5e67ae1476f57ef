package pilothouse.api.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.schema.GoTypeNames;
import pilothouse.api.schema.Presence;
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

/// Brings an object of a declared type into canonical form, as if Go had decoded it into its struct and written it again: members in declaration order,
/// map keys sorted, unknown members and nulls dropped, zero values kept or dropped as each field wants it, quantities and times in their canonical texts.
///
/// One pass; canonical objects come out equal. Names are matched by case. As in Go a value of a wrong type is told after everything was read (the first one
/// wins), while a text that its type refuses, such as a bad quantity, ends the reading and wins over those.
///
/// Source: the behaviour of `sigs.k8s.io/json` and of the types' own `UnmarshalJSON`.
public final class TypedDecoder {
  /// How many strict errors are collected.
  public static final int STRICT_LIMIT = 100;

  private final JsonDocument document;
  private final GoTypeNames names;
  private final @Nullable TypeLibrary library;
  private final List<String> strict = new ArrayList<>();
  private @Nullable DecodeException first;

  private TypedDecoder(JsonDocument document, GoTypeNames names, @Nullable TypeLibrary library) {
    this.document = document;
    this.names = names;
    this.library = library;
  }

  /// @param library gives the names that messages print, and types that fields choose from
  /// @throws DecodeException when a value is not what its type says
  public static Decoded decode(JsonDocument document, StructType type, TypeLibrary library) {
    return new TypedDecoder(document, library.goNames(), library).decode(type);
  }

  /// For objects of types that are in no library.
  public static Decoded decode(JsonDocument document, StructType type) {
    return new TypedDecoder(document, GoTypeNames.NONE, null).decode(type);
  }

  private Decoded decode(StructType type) {
    Node out = value(document.root(), type, null);
    if (first != null) throw first;
    return new Decoded(out.object(), strict);
  }

  /// A value that is not null in canonical form; null for what is so wrong that nothing stands for it.
  private Node value(Node given, Type type, @Nullable Place place) {
    if (type instanceof Type.Ref ref) {
      if (ref.name().startsWith("choice.")) return choice(given, ref.name(), place);
      return value(given, ref.resolved(), place);
    }
    return switch (type) {
      case ScalarType scalar -> scalar(given, scalar, place);
      case StructType struct -> struct(given, struct, place);
      case Type.ListOf list -> list(given, list, place);
      case Type.MapOf map -> map(given, map, place);
      case Type.Any _ -> given;
      case Type.Ref _ -> throw new IllegalStateException("handled above");
    };
  }

  private Node struct(Node given, StructType type, @Nullable Place place) {
    if (!(given instanceof ObjectNode object)) {
      mismatch(given, type, place);
      return zero(type);
    }
    var members = type.members();
    var values = new @Nullable Node[members.size()];
    var others = type.preservesUnknown() ? ObjectNode.builder() : null;
    List<String> twice = document.duplicatesIn(object);
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      int at = type.indexOf(name);
      if (!twice.isEmpty()) duplicates(twice, name, place);
      if (at >= 0) values[at] = member(object.value(i), type, members.get(at), place);
      else if (others != null) others.put(name, object.value(i));
      else report("unknown field", place, name);
    }
    ObjectNode out = written(type, values);
    return others == null ? out : others.build().isEmpty() ? out : merged(out, others.build());
  }

  private static ObjectNode merged(ObjectNode out, ObjectNode others) {
    return ObjectNode.builder().putAll(out).putAll(others).build();
  }

  private void duplicates(List<String> twice, String name, @Nullable Place place) {
    for (String other : twice) if (other.equals(name)) report("duplicate field", place, name);
  }

  private void report(String what, @Nullable Place place, String name) {
    if (strict.size() >= STRICT_LIMIT) return;
    String error = what + " \"" + Place.path(place, name) + "\"";
    if (!strict.contains(error)) strict.add(error);
  }

  private @Nullable Node member(
      Node given, StructType owner, StructType.Member member, @Nullable Place parent) {
    Type type = member.field().type();
    if (given.isNull()) return null;
    if (type instanceof ScalarType scalar) {
      Node quick = quick(given, scalar);
      if (quick != null) return quick;
    }
    return value(given, type, Place.member(parent, owner, member));
  }

  /// The values that are most of all: right as they stand.
  private static @Nullable Node quick(Node given, ScalarType type) {
    return switch (type) {
      case STRING -> given instanceof StringNode ? given : null;
      case BOOL -> given instanceof BoolNode ? given : null;
      case INT64 -> given instanceof LongNode ? given : null;
      case INT32, INT_OR_STRING -> given instanceof LongNode(long n) && n == (int) n ? given : null;
      case DOUBLE, BYTES, TIME, MICRO_TIME, DURATION, QUANTITY -> null;
    };
  }

  /// The members that Go would write, in order.
  private ObjectNode written(StructType type, @Nullable Node[] values) {
    var out = ObjectNode.builder();
    var members = type.members();
    for (int i = 0; i < values.length; i++) {
      var field = members.get(i).field();
      Node value = values[i];
      Node kept =
          value == null
              ? absent(field.type(), field.presence())
              : given(type, members.get(i), value);
      if (kept != null) out.put(field.name(), kept);
    }
    return out.build();
  }

  private static @Nullable Node given(StructType owner, StructType.Member member, Node value) {
    return switch (member.field().presence()) {
      case ALWAYS -> emptyAsStored(owner, member, value);
      case UNLESS_ZERO -> omitted(member.field().type(), value) ? null : value;
      case WHEN_GIVEN, OR_NULL -> value;
      case UNLESS_EMPTY ->
          value.isNull() || value instanceof ObjectNode object && object.isEmpty() ? null : value;
    };
  }

  /// Kinds that upstream stores as protobuf come back with null where an empty list was put, as protobuf cannot tell them apart.
  private static Node emptyAsStored(StructType owner, StructType.Member member, Node value) {
    boolean empty = empty(value);
    if (!empty || !owner.name().startsWith("io.k8s.api.")) return value;
    Type type = member.field().type();
    boolean collection = type instanceof Type.ListOf || type instanceof Type.MapOf;
    return collection && !member.field().name().equals("items") ? NullNode.SENT_EMPTY : value;
  }

  private static boolean empty(Node value) {
    return value instanceof ListNode list && list.size() == 0
        || value instanceof ObjectNode object && object.isEmpty();
  }

  private static boolean omitted(Type type, Node value) {
    return switch (type.resolved()) {
      case ScalarType scalar -> !Scalars.struct(scalar) && Scalars.isZero(value);
      case Type.ListOf _, Type.MapOf _ -> empty(value);
      case StructType _, Type.Any _ -> false;
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private @Nullable Node absent(Type type, Presence presence) {
    return switch (presence) {
      case ALWAYS -> zero(type);
      case UNLESS_ZERO -> writtenThoughEmpty(type) ? zero(type) : null;
      case WHEN_GIVEN, UNLESS_EMPTY -> null;
      case OR_NULL -> NullNode.NULL;
    };
  }

  private static boolean writtenThoughEmpty(Type type) {
    return switch (type.resolved()) {
      case ScalarType scalar -> Scalars.struct(scalar);
      case StructType _, Type.Any _ -> true;
      case Type.ListOf _, Type.MapOf _ -> false;
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private Node zero(Type type) {
    return switch (type.resolved()) {
      case ScalarType scalar -> Scalars.zero(scalar);
      case StructType struct -> written(struct, new @Nullable Node[struct.members().size()]);
      case Type.ListOf _, Type.MapOf _, Type.Any _ -> NullNode.NULL;
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private Node list(Node given, Type.ListOf type, @Nullable Place place) {
    if (!(given instanceof ListNode list)) {
      mismatch(given, type, place);
      return ListNode.EMPTY;
    }
    if (list.size() == 0) return list;
    var out = new ArrayList<Node>(list.size());
    for (int i = 0; i < list.size(); i++)
      out.add(item(list.items().get(i), type.items(), place, i));
    return ListNode.of(out);
  }

  private Node item(Node given, Type type, @Nullable Place place, int index) {
    if (given.isNull()) return zero(type);
    if (type instanceof ScalarType scalar) {
      Node quick = quick(given, scalar);
      if (quick != null) return quick;
    }
    return value(given, type, Place.item(place, index));
  }

  private Node map(Node given, Type.MapOf type, @Nullable Place place) {
    if (!(given instanceof ObjectNode object)) {
      mismatch(given, type, place);
      return ObjectNode.EMPTY;
    }
    for (String name : document.duplicatesIn(object)) report("duplicate field", place, name);
    return sorted(texts(object, type.values()) ? object : values(object, type.values(), place));
  }

  private static boolean texts(ObjectNode object, Type type) {
    if (type != ScalarType.STRING) return false;
    for (int i = 0; i < object.size(); i++)
      if (!(object.value(i) instanceof StringNode)) return false;
    return true;
  }

  /// In the order in which they were sent: the first mistake is the one that is told.
  private ObjectNode values(ObjectNode object, Type type, @Nullable Place place) {
    var out = ObjectNode.builder();
    object.forEach((key, value) -> out.put(key, mapValue(value, type, place, key)));
    return out.build();
  }

  private static ObjectNode sorted(ObjectNode object) {
    var out = ObjectNode.builder();
    for (String key : SortedKeys.of(object)) out.put(key, object.get(key));
    return out.build();
  }

  private Node mapValue(Node given, Type type, @Nullable Place place, String key) {
    return given.isNull() ? zero(type) : value(given, type, Place.value(place, key));
  }

  private Node scalar(Node given, ScalarType type, @Nullable Place place) {
    Node quick = quick(given, type);
    if (quick != null) return quick;
    return switch (type) {
      case STRING, BOOL, INT32, INT64 -> wrong(given, type, place);
      case DOUBLE ->
          given instanceof LongNode || given instanceof DoubleNode
              ? given
              : wrong(given, type, place);
      case BYTES ->
          given instanceof StringNode(String text) ? bytes(text) : wrong(given, type, place);
      case TIME -> time(given, false, place);
      case MICRO_TIME -> time(given, true, place);
      case DURATION -> given instanceof StringNode ? given : wrongText(given, place);
      case QUANTITY -> quantity(given);
      case INT_OR_STRING -> given instanceof StringNode ? given : wrongInt(given, place);
    };
  }

  private Node wrong(Node given, ScalarType type, @Nullable Place place) {
    mismatch(given, type, place);
    return Scalars.zero(type);
  }

  private Node bytes(String text) {
    try {
      String canonical = Base64Text.canonical(text);
      return canonical.equals(text) ? new StringNode(text) : new StringNode(canonical);
    } catch (DecodeException bad) {
      if (first == null) first = bad;
      return NullNode.NULL;
    }
  }

  private Node time(Node given, boolean micros, @Nullable Place place) {
    if (!(given instanceof StringNode(String text))) throw unmarshal(given, "string", place);
    String canonical = GoTime.canonical(text, micros);
    return canonical.isEmpty()
        ? NullNode.NULL
        : canonical.equals(text) ? given : new StringNode(canonical);
  }

  private Node wrongText(Node given, @Nullable Place place) {
    throw unmarshal(given, "string", place);
  }

  private Node wrongInt(Node given, @Nullable Place place) {
    throw unmarshal(given, "int32", place);
  }

  private static Node quantity(Node given) {
    String text = given instanceof StringNode(String value) ? value : given.toString();
    String canonical = QuantityText.canonical(text);
    return given instanceof StringNode && canonical.equals(text)
        ? given
        : new StringNode(canonical);
  }

  /// The forms of a JSON schema's `items` (a schema or a list of them), `additionalProperties` (a schema or a bool) and `dependencies` (a schema or a list
  /// of names).
  private Node choice(Node given, String name, @Nullable Place place) {
    if (library == null) return given;
    Type schema = library.type("apiextensions.v1.JSONSchemaProps");
    if (given instanceof ObjectNode) return value(given, schema, place);
    if (!(given instanceof ListNode list) || !name.equals("choice.array")) return given;
    var out = new ArrayList<Node>();
    for (int i = 0; i < list.size(); i++) out.add(item(list.items().get(i), schema, place, i));
    return ListNode.of(out);
  }

  private void mismatch(Node given, Type type, @Nullable Place place) {
    if (first != null) return;
    first = unmarshal(given, goType(type, place), place);
  }

  private String goType(Type type, @Nullable Place place) {
    Place field = Place.field(place);
    if (field == null || field.member() == null || field.owner() == null)
      return GoTypeNames.of(type);
    boolean inNamedList =
        field.member().field().type().resolved() instanceof Type.MapOf map
            && map.values().resolved() instanceof Type.ListOf
            && type instanceof ScalarType;
    if (inNamedList) return GoTypeNames.of(type);
    String owner = names.declaring(field.owner(), field.member());
    String name = field.member().field().name();
    return field == place ? names.of(owner, name, type) : names.ofItem(owner, name, type);
  }

  private DecodeException unmarshal(Node given, String goType, @Nullable Place place) {
    boolean number = given instanceof LongNode || given instanceof DoubleNode;
    boolean shown = number && (goType.equals("int32") || goType.equals("int64"));
    String what = given.typeName() + (shown ? " " + document.literal(given) : "");
    String field = Place.goField(place);
    String into =
        field.isEmpty()
            ? " into Go value of type " + goType
            : " into Go struct field " + field + " of type " + goType;
    return new DecodeException("json: cannot unmarshal " + what + into);
  }
}
