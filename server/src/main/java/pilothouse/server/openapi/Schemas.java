package pilothouse.server.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.GoTypeNames;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Types as the schemas of one version of the format.
///
/// Version 3 has defaults and enums and cannot put anything beside a reference; version 2 has neither, and can.
final class Schemas {
  /// Schemas of types that no library has.
  interface Others {
    Others NONE = (_, _, _, _) -> Optional.empty();

    /// @param referenced told every type that the schema refers to
    Optional<ObjectNode> schema(
        String type, Version version, TypeDocs docs, Consumer<String> referenced);
  }

  /// The version of OpenAPI.
  enum Version {
    V2("#/definitions/"),
    V3("#/components/schemas/");

    private final String prefix;

    Version(String prefix) {
      this.prefix = prefix;
    }

    Node reference(String type) {
      return ObjectNode.of("$ref", prefix + type);
    }
  }

  private static final String EXTENSIONS =
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  /// Types whose fields have no description of their own, so that a reference stands alone; elsewhere it stands under `allOf` beside one.
  private static final Set<String> UNDOCUMENTED =
      Set.of(EXTENSIONS + "JSONSchemaProps", "io.k8s.api.networking.v1.IngressRuleValue");

  private final TypeLibrary library;
  private final TypeDocs docs;
  private final Version version;
  private final Kinds kinds;
  private final Others others;
  private final Consumer<String> referenced;

  /// @param referenced told every type that a schema refers to
  Schemas(
      TypeLibrary library,
      TypeDocs docs,
      Version version,
      Kinds kinds,
      Others others,
      Consumer<String> referenced) {
    this.library = library;
    this.docs = docs;
    this.version = version;
    this.kinds = kinds;
    this.others = others;
    this.referenced = referenced;
  }

  /// The schema of a type by its OpenAPI name.
  ObjectNode schema(String type) {
    Optional<ObjectNode> other = others.schema(type, version, docs, referenced);
    if (other.isPresent()) return other.get();
    ObjectNode known = WellKnown.schema(type, version);
    ObjectNode out = known == null ? struct(library.type(type)) : known;
    Node kinds = this.kinds.of(type);
    return kinds.isNull() ? out : out.with("x-kubernetes-group-version-kind", kinds);
  }

  private ObjectNode struct(StructType type) {
    var out = ObjectNode.builder();
    describe(out, type.name(), "");
    out.put("type", "object");
    var required = new ArrayList<String>();
    Map<String, Node> properties = new TreeMap<>();
    for (StructType.Member member : type.members()) {
      if (member.field().required()) required.add(member.field().name());
      properties.put(member.field().name(), property(type, member));
    }
    if (!required.isEmpty()) out.put("required", ListNode.ofTexts(required));
    if (!properties.isEmpty()) out.put("properties", object(properties));
    if (type.atomic()) out.put("x-kubernetes-map-type", "atomic");
    Node unions = Unions.of(docs.union(type.name()));
    if (!unions.isNull()) out.put("x-kubernetes-unions", unions);
    return out.build();
  }

  private static ObjectNode object(Map<String, Node> members) {
    var out = ObjectNode.builder();
    members.forEach(out::put);
    return out.build();
  }

  private void describe(ObjectNode.Builder out, String type, String field) {
    String text = docs.description(type, field);
    if (!text.isEmpty()) out.put("description", text);
  }

  private Node property(StructType outer, StructType.Member member) {
    Field field = member.field();
    String owner = declaring(outer, member);
    var out = ObjectNode.builder();
    describe(out, owner, field.name());
    Node standard = standard(field);
    @Nullable String reference = reference(field.type(), owner, field.name());
    if (reference != null) refer(out, reference, standard);
    else {
      value(out, field.type(), owner, field.name());
      if (version == Version.V3 && !standard.isNull()) out.put("default", standard);
    }
    if (version == Version.V3) values(out, owner, field);
    ownership(out, owner, field);
    patching(out, field.patching());
    boolean bare = version == Version.V3 && out.size() == 1 && UNDOCUMENTED.contains(owner);
    return bare && reference != null ? version.reference(reference) : out.build();
  }

  private static String declaring(StructType outer, StructType.Member member) {
    return GoTypeNames.NONE.declaring(outer, member);
  }

  private void refer(ObjectNode.Builder out, String type, Node standard) {
    referenced.accept(type);
    if (version == Version.V2) {
      out.putAll(version.reference(type).object());
      return;
    }
    if (!standard.isNull()) out.put("default", standard);
    out.put("allOf", ListNode.of(version.reference(type)));
  }

  /// What version 3 publishes as the default: what the facts say, or the zero value that is written for a field that is no pointer.
  private static Node standard(Field field) {
    if (!field.defaultValue().isNull()) return field.defaultValue();
    boolean pointer =
        field.presence() == Presence.WHEN_GIVEN || field.presence() == Presence.OR_NULL;
    if (pointer) return field.defaultValue();
    return switch (field.type().resolved()) {
      case StructType _ -> ObjectNode.EMPTY;
      case ScalarType scalar ->
          field.presence() == Presence.ALWAYS ? zero(scalar) : field.defaultValue();
      case Type.ListOf _, Type.MapOf _, Type.Any _, Type.Ref _ -> field.defaultValue();
    };
  }

  private static Node zero(ScalarType type) {
    return switch (type) {
      case STRING -> new StringNode("");
      case BOOL -> BoolNode.FALSE;
      case INT32, INT64, DOUBLE -> new LongNode(0);
      case DURATION -> new LongNode(0);
      case BYTES, TIME, MICRO_TIME, QUANTITY, INT_OR_STRING -> NullNode.NULL;
    };
  }

  /// The type that stands as a reference; null for what stands in place.
  private static @Nullable String reference(Type type, String owner, String field) {
    if (type instanceof Type.Ref ref && ref.name().startsWith("choice."))
      return EXTENSIONS + WellKnown.choice(ref.name());
    return switch (type.resolved()) {
      case StructType struct -> struct.name();
      case ScalarType scalar -> WellKnown.name(scalar);
      case Type.Any _ -> tree(owner, field);
      case Type.ListOf _, Type.MapOf _ -> null;
      case Type.Ref _ -> null;
    };
  }

  private static String tree(String owner, String field) {
    if (owner.startsWith(EXTENSIONS)) return EXTENSIONS + "JSON";
    return field.equals("fieldsV1")
        ? META + "FieldsV1"
        : "io.k8s.apimachinery.pkg.runtime.RawExtension";
  }

  private void value(ObjectNode.Builder out, Type type, String owner, String field) {
    switch (type.resolved()) {
      case ScalarType scalar -> scalar(out, scalar);
      case Type.ListOf list -> {
        out.put("type", "array");
        out.put("items", item(list.items(), owner, field));
      }
      case Type.MapOf map -> {
        out.put("type", "object");
        out.put("additionalProperties", item(map.values(), owner, field));
      }
      case StructType _, Type.Any _, Type.Ref _ ->
          throw new IllegalStateException("stands as a reference");
    }
  }

  private Node item(Type type, String owner, String field) {
    var out = ObjectNode.builder();
    @Nullable String reference = reference(type, owner, field);
    if (reference != null) {
      boolean plain =
          type.resolved() instanceof ScalarType
              || type.resolved() instanceof Type.Any && !(type instanceof Type.Ref);
      if (plain) {
        referenced.accept(reference);
        return version.reference(reference);
      }
      refer(out, reference, ObjectNode.EMPTY);
      return out.build();
    }
    value(out, type, owner, field);
    if (version == Version.V3 && type.resolved() instanceof ScalarType scalar) {
      Node zero = zero(scalar);
      if (!zero.isNull()) out.put("default", zero);
      itemValues(out, owner, field);
    }
    return out.build();
  }

  private static void scalar(ObjectNode.Builder out, ScalarType type) {
    switch (type) {
      case STRING -> out.put("type", "string");
      case BOOL -> out.put("type", "boolean");
      case INT32 -> out.put("type", "integer").put("format", "int32");
      case INT64 -> out.put("type", "integer").put("format", "int64");
      case DOUBLE -> out.put("type", "number").put("format", "double");
      case BYTES -> out.put("type", "string").put("format", "byte");
      case TIME, MICRO_TIME, DURATION, QUANTITY, INT_OR_STRING -> out.put("type", "string");
    }
  }

  private void values(ObjectNode.Builder out, String owner, Field field) {
    if (field.type().resolved() instanceof ScalarType) itemValues(out, owner, field.name());
  }

  private void itemValues(ObjectNode.Builder out, String owner, String field) {
    List<String> values = docs.values(owner, field);
    if (!values.isEmpty()) out.put("enum", ListNode.ofTexts(values));
  }

  private void ownership(ObjectNode.Builder out, String owner, Field field) {
    String said = docs.ownership(owner, field.name());
    if (field.type().resolved() instanceof Type.ListOf list) {
      if (list.kind() == ListKind.MAP) {
        out.put("x-kubernetes-list-map-keys", ListNode.ofTexts(list.keys()));
        out.put("x-kubernetes-list-type", "map");
      } else if (list.kind() == ListKind.SET) out.put("x-kubernetes-list-type", "set");
      else if (said.equals("atomic")) out.put("x-kubernetes-list-type", "atomic");
      return;
    }
    if (said.equals("atomic") && field.type() == ScalarType.BYTES)
      out.put("x-kubernetes-list-type", "atomic");
    if (said.equals("granular")) out.put("x-kubernetes-map-type", "granular");
    if (field.type().resolved() instanceof Type.MapOf map && map.atomic())
      out.put("x-kubernetes-map-type", "atomic");
    boolean here =
        field.type() instanceof Type.Ref ref
            && field.type().resolved() instanceof StructType struct
            && struct.atomic()
            && !library.type(ref.name()).atomic();
    if (here) out.put("x-kubernetes-map-type", "atomic");
  }

  private static void patching(ObjectNode.Builder out, Patching patching) {
    if (!patching.mergeKey().isEmpty())
      out.put("x-kubernetes-patch-merge-key", patching.mergeKey());
    if (patching.merge() || patching.retainKeys())
      out.put(
          "x-kubernetes-patch-strategy",
          patching.merge() && patching.retainKeys()
              ? "merge,retainKeys"
              : patching.merge() ? "merge" : "retainKeys");
  }
}
