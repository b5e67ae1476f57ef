package pilothouse.api.codec;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.StructType;

/// Where in an object a value stands, as a chain back to the root; its texts are made only when something is wrong.
///
/// @param owner the struct whose member this is; null for items and values
/// @param member its member; null for items and values
/// @param key the key of a map's value; empty for others
/// @param index of a list's item
record Place(
    @Nullable Place parent,
    @Nullable StructType owner,
    StructType.@Nullable Member member,
    String key,
    int index) {

  static Place member(@Nullable Place parent, StructType owner, StructType.Member member) {
    return new Place(parent, owner, member, "", 0);
  }

  static Place item(@Nullable Place parent, int index) {
    return new Place(parent, null, null, "", index);
  }

  static Place value(@Nullable Place parent, String key) {
    return new Place(parent, null, null, key, 0);
  }

  /// `spec.containers[0].name`, as strict errors name it.
  static String path(@Nullable Place place, String name) {
    var parts = new ArrayDeque<Place>();
    for (Place p = place; p != null; p = p.parent) parts.push(p);
    var out = new StringBuilder();
    for (Place p : parts) p.append(out);
    return (out.isEmpty() ? out : out.append('.')).append(name).toString();
  }

  private void append(StringBuilder out) {
    String name = member == null ? key : member.field().name();
    if (name.isEmpty() && owner == null) out.append('[').append(index).append(']');
    else (out.isEmpty() ? out : out.append('.')).append(name);
  }

  /// `Container.spec.containers.name`, as Go's decoder names it: the innermost struct, then the fields on the way with the structs they were inlined
  /// through, without items and keys. Empty at the root.
  static String goField(@Nullable Place place) {
    var path = new StringBuilder();
    String struct = "";
    for (Place p = place; p != null; p = p.parent) {
      if (p.member == null || p.owner == null) continue;
      if (struct.isEmpty()) struct = p.owner.shortName();
      String own = p.member.field().name();
      if (!p.member.inlined().isEmpty()) own = String.join(".", p.member.inlined()) + "." + own;
      if (typeMeta(p.member.field())) own = "TypeMeta." + own;
      path.insert(0, path.isEmpty() ? own : own + ".");
    }
    return struct.isEmpty() ? "" : struct + "." + path;
  }

  private static boolean typeMeta(Field field) {
    return field.number() == 0
        && (field.name().equals("kind") || field.name().equals("apiVersion"));
  }

  /// The innermost place that is a struct's member, which knows Go's names of types.
  static @Nullable Place field(@Nullable Place place) {
    Place p = place;
    while (p != null && p.member == null) p = p.parent;
    return p;
  }
}
