package pilothouse.api.patch;

import java.util.Optional;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.validation.FieldError;

/// What a strategic merge patch must know of the value at a place: its type and how the field that holds it is patched.
record MergedField(Type type, Patching patching) {
  private static final Type ANY_ITEMS =
      new Type.ListOf(new Type.Any(false), ListKind.ATOMIC, java.util.List.of());

  static MergedField of(StructType root) {
    return new MergedField(root, Patching.REPLACE);
  }

  /// The field of a name. Only structs have any: upstream fails in maps, and in types it knows nothing about.
  MergedField field(String name) {
    return switch (type.resolved()) {
      case StructType struct ->
          field(struct, name).orElseThrow(() -> unknown(shortName(struct), name));
      case Type.Any _ -> throw unknown("RawExtension", name);
      case Type.MapOf _ -> throw noStruct("map");
      case Type.ListOf _ -> throw noStruct("slice");
      case ScalarType _ -> throw noStruct("string");
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private static Optional<MergedField> field(StructType struct, String name) {
    Optional<Field> own = struct.field(name).filter(field -> !field.inline());
    if (own.isPresent()) return own.map(f -> new MergedField(f.type(), f.patching()));
    for (Field field : struct.fields()) {
      if (!field.inline() || !(field.type().resolved() instanceof StructType inner)) continue;
      Optional<MergedField> found = field(inner, name);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static RuntimeException noStruct(String kind) {
    return PatchRejected.failure(
        "merging an object in json but data type is not struct, instead is: " + kind);
  }

  private static RuntimeException unknown(String struct, String name) {
    return PatchRejected.failure(
        "unable to find api field in struct "
            + struct
            + " for the json field "
            + FieldError.quote(name));
  }

  private static String shortName(StructType struct) {
    return struct.name().substring(struct.name().lastIndexOf('.') + 1);
  }

  /// This place's items, which a patch's list merges with.
  MergedField items() {
    Type items = type.resolved() instanceof Type.ListOf list ? list.items() : ANY_ITEMS;
    return new MergedField(items, patching);
  }

  boolean mergesLists() {
    return patching.merge();
  }

  String mergeKey() {
    return patching.mergeKey();
  }

  /// How upstream names the kind of this type in its messages.
  String kind() {
    return switch (type.resolved()) {
      case StructType _, Type.Any _ -> "struct";
      case Type.MapOf _ -> "map";
      case Type.ListOf _ -> "slice";
      case ScalarType _ -> "string";
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }
}
