package pilothouse.registry.fields;

import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.json.JsonReader;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// A made-up kind that has every sort of field, and objects of it written as JSON with single quotes.
final class Examples {
  static final GroupVersionKind KIND = new GroupVersionKind("example.com", "v1", "Thing");

  private static final Type TEXT = ScalarType.STRING;
  private static final Type TEXTS = new Type.MapOf(TEXT, false);

  private static final StructType METADATA =
      struct(
          field("name", TEXT, Presence.UNLESS_ZERO),
          field("namespace", TEXT, Presence.UNLESS_ZERO),
          field("uid", TEXT, Presence.UNLESS_ZERO),
          field("labels", TEXTS, Presence.UNLESS_ZERO),
          field("annotations", TEXTS, Presence.UNLESS_ZERO),
          field(
              "finalizers", new Type.ListOf(TEXT, ListKind.SET, List.of()), Presence.UNLESS_ZERO));

  private static final StructType PORT =
      struct(
          field("name", TEXT, Presence.UNLESS_ZERO),
          field("port", ScalarType.INT32, Presence.ALWAYS),
          new Field(
              "protocol",
              0,
              TEXT,
              Presence.UNLESS_ZERO,
              false,
              Patching.REPLACE,
              new StringNode("TCP"),
              false));

  private static final StructType SPEC =
      struct(
          field("replicas", ScalarType.INT32, Presence.WHEN_GIVEN),
          field("paused", ScalarType.BOOL, Presence.UNLESS_ZERO),
          field("selector", new Type.MapOf(TEXT, true), Presence.UNLESS_ZERO),
          field("args", new Type.ListOf(TEXT, ListKind.ATOMIC, List.of()), Presence.UNLESS_ZERO),
          field(
              "ports",
              new Type.ListOf(PORT, ListKind.MAP, List.of("port", "protocol")),
              Presence.UNLESS_ZERO),
          field("raw", new Type.Any(false), Presence.WHEN_GIVEN));

  static final StructType THING =
      struct(
          field("apiVersion", TEXT, Presence.UNLESS_ZERO),
          field("kind", TEXT, Presence.UNLESS_ZERO),
          field("metadata", METADATA, Presence.UNLESS_EMPTY),
          field("spec", SPEC, Presence.UNLESS_ZERO),
          field(
              "status", struct(field("phase", TEXT, Presence.UNLESS_ZERO)), Presence.UNLESS_ZERO));

  private Examples() {}

  private static StructType struct(Field... fields) {
    return new StructType("com.example.Struct", List.of(fields), false, false);
  }

  private static Field field(String name, Type type, Presence presence) {
    return new Field(name, 0, type, presence, false, Patching.REPLACE, NullNode.NULL, false);
  }

  static Node json(String text) {
    return JsonReader.read(Bytes.utf8(text.replace('\'', '"'))).root();
  }

  /// A thing named `a` with a `spec`.
  static ObjectNode thing(String spec) {
    return thing("{'name':'a'}", spec);
  }

  static ObjectNode thing(String metadata, String spec) {
    return json("{'apiVersion':'example.com/v1','kind':'Thing','metadata':"
            + metadata
            + ",'spec':"
            + spec
            + "}")
        .object();
  }
}
