package pilothouse.api.patch;

import java.util.Map;
import java.util.TreeMap;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// An RFC 7386 merge patch: objects merge, null removes, everything else replaces.
///
/// Members of every object that was merged come in order of their names, as in upstream's patched text.
public final class MergePatch {
  private MergePatch() {}

  /// The patched document; a 400 where the patch is no object.
  ///
  /// @param checked whether field validation is on, which changes the words of a refusal
  public static ObjectNode apply(ObjectNode document, Node patch, boolean checked) {
    if (patch instanceof ObjectNode object) return mergeObjects(document, object);
    if (patch.isNull() || !checked) throw ApiException.badRequest("Invalid JSON Patch");
    throw ApiException.badRequest(
        "error decoding patch: json: cannot unmarshal "
            + patch.typeName()
            + " into Go value of type map[string]interface {}");
  }

  private static ObjectNode mergeObjects(ObjectNode document, ObjectNode patch) {
    var members = new TreeMap<String, Node>();
    document.forEach(members::put);
    patch.forEach((name, value) -> put(members, name, value));
    return built(members);
  }

  private static void put(Map<String, Node> members, String name, Node value) {
    if (value.isNull()) members.remove(name);
    else members.put(name, merge(members.getOrDefault(name, NullNode.NULL), value));
  }

  private static Node merge(Node current, Node patch) {
    if (!(current instanceof ObjectNode object)) return withoutNulls(patch);
    return patch instanceof ObjectNode members ? mergeObjects(object, members) : patch;
  }

  /// The value less null members at any depth; nulls in lists stay.
  private static Node withoutNulls(Node value) {
    if (value instanceof ListNode(var items))
      return ListNode.of(items.stream().map(MergePatch::withoutNulls).toList());
    if (!(value instanceof ObjectNode object)) return value;
    var members = new TreeMap<String, Node>();
    object.forEach((name, member) -> {
      if (!member.isNull()) members.put(name, withoutNulls(member));
    });
    return built(members);
  }

  private static ObjectNode built(Map<String, Node> members) {
    var out = ObjectNode.builder();
    members.forEach(out::put);
    return out.build();
  }
}
