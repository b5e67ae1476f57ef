package pilothouse.registry.fields;

import pilothouse.api.schema.Field;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// What an object that does not exist yet is compared with: the fields that its type writes even when nothing was given.
///
/// Hence `f:spec` has no `.` in the managed fields of a fresh pod, whose spec was there before, but `f:labels` has one.
final class ZeroTree {
  private ZeroTree() {}

  static ObjectNode of(StructType type) {
    var out = ObjectNode.builder();
    put(type, out);
    return out.build();
  }

  private static void put(StructType type, ObjectNode.Builder out) {
    for (Field field : type.fields()) {
      Type resolved = field.type().resolved();
      if (field.inline()) {
        if (resolved instanceof StructType inner) put(inner, out);
      } else if (field.presence() == Presence.OR_NULL) out.put(field.name(), NullNode.NULL);
      else if (written(field.presence(), resolved)) out.put(field.name(), zero(resolved));
    }
  }

  private static boolean written(Presence presence, Type type) {
    return switch (presence) {
      case ALWAYS -> true;
      case UNLESS_ZERO -> type instanceof StructType;
      case WHEN_GIVEN, UNLESS_EMPTY, OR_NULL -> false;
    };
  }

  private static Node zero(Type type) {
    return switch (type) {
      case StructType struct -> of(struct);
      case ScalarType scalar -> zero(scalar);
      case Type.ListOf _, Type.MapOf _, Type.Any _, Type.Ref _ -> NullNode.NULL;
    };
  }

  private static Node zero(ScalarType type) {
    return switch (type) {
      case STRING -> new StringNode("");
      case BOOL -> BoolNode.FALSE;
      case INT32, INT64, DOUBLE -> new LongNode(0);
      case DURATION -> new StringNode("0s");
      case QUANTITY -> new StringNode("0");
      case INT_OR_STRING -> new LongNode(0);
      case BYTES, TIME, MICRO_TIME -> NullNode.NULL;
    };
  }
}
