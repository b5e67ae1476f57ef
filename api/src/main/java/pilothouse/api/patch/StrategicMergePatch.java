package pilothouse.api.patch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Kubernetes' own patch: a merge patch that also merges lists, by key or as sets, where the type says so.
///
/// Members that direct rather than set: `$patch: replace|delete` for an object or an item, `$retainKeys: [names]` clears what it does not name,
/// `$deleteFromPrimitiveList/x: [values]` takes values out of list x, `$setElementOrder/x: [items]` orders list x.
///
/// The patch's items come before those that only the document has, as far as the document's own order allows.
/// Source: apimachinery `pkg/util/strategicpatch`.
public final class StrategicMergePatch {
  static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String DELETE_LIST = "$deleteFromPrimitiveList";
  private static final String ORDER = "$setElementOrder";

  private StrategicMergePatch() {}

  /// The patched document. A patch that is no object or misuses a directive is a 400, one that does not fit the type a 500 in upstream's words.
  public static ObjectNode apply(ObjectNode document, Node patch, StructType type) {
    if (patch.isNull()) return document;
    if (patch instanceof ObjectNode object) return merge(document, object, MergedField.of(type));
    throw ApiException.badRequest(
        "json: cannot unmarshal "
            + patch.typeName()
            + " into Go value of type map[string]interface {}");
  }

  static ObjectNode merge(ObjectNode original, ObjectNode patch, MergedField type) {
    if (patch.has(DIRECTIVE)) return directed(patch);
    ObjectNode retained = retained(original, patch);
    ObjectNode rest = patch.without(RETAIN);
    for (String name : rest.names()) {
      if (!name.startsWith(ORDER)) continue;
      String list = listName(name, ORDER, "setElementOrder list");
      retained = ordered(retained, rest, name, list, type);
      rest = rest.without(name).without(list);
    }
    for (int i = 0; i < rest.size(); i++)
      retained = put(retained, rest.name(i), rest.value(i), type);
    return retained;
  }

  private static ObjectNode directed(ObjectNode patch) {
    return switch (patch.get(DIRECTIVE).text()) {
      case "replace" -> patch.without(DIRECTIVE);
      case "delete" -> ObjectNode.EMPTY;
      default -> throw unknownDirective(patch);
    };
  }

  static ApiException unknownDirective(ObjectNode patch) {
    return PatchRejected.failure(
        "unknown patch type: "
            + GoPrint.of(patch.get(DIRECTIVE))
            + " in map: "
            + GoPrint.of(patch));
  }

  /// The original less what `$retainKeys` does not name.
  private static ObjectNode retained(ObjectNode original, ObjectNode patch) {
    if (!patch.has(RETAIN)) return original;
    if (!(patch.get(RETAIN) instanceof ListNode(var names))) throw badFormat("retainKeys");
    Set<Node> keep = new HashSet<>(names);
    patch.forEach((name, value) -> {
      boolean sets = !value.isNull() && !name.startsWith(DELETE_LIST) && !name.startsWith(ORDER);
      if (sets && !name.equals(RETAIN) && !keep.contains(new StringNode(name)))
        throw badFormat("retainKeys");
    });
    var out = ObjectNode.builder();
    original.forEach((name, value) -> {
      if (keep.contains(new StringNode(name))) out.put(name, value);
    });
    return out.build();
  }

  private static ApiException badFormat(String what) {
    return ApiException.badRequest("invalid patch format of " + what);
  }

  private static String listName(String directive, String prefix, String what) {
    if (!directive.startsWith(prefix + "/")) throw badFormat(what);
    return directive.substring(prefix.length() + 1);
  }

  /// The original with one list merged and put in the order that the patch asks for.
  private static ObjectNode ordered(
      ObjectNode original, ObjectNode patch, String directive, String list, MergedField type) {
    List<Node> order = list(patch.get(directive));
    boolean live = original.has(list);
    boolean patched = patch.has(list);
    List<Node> ours = live ? list(original.get(list)) : List.of();
    List<Node> theirs = patched ? list(patch.get(list)) : List.of();
    MergedField field = type.field(list);
    var merge = new ListMerge(field.items(), field.mergeKey());
    merge.requireOrder(theirs, order);
    if (!live && !patched) return original;
    List<Node> merged = live ? ours : Directives.removed(theirs);
    if (live && patched) merged = field.mergesLists() ? merge.merge(ours, theirs) : theirs;
    return original.with(list, ListNode.of(merge.inOrder(merged, ours, theirs, order)));
  }

  private static List<Node> list(Node value) {
    if (value instanceof ListNode(var items)) return items;
    throw PatchRejected.failure(
        "expected a []interface {}, but received a " + GoPrint.typeOf(value));
  }

  private static ObjectNode put(ObjectNode original, String name, Node value, MergedField type) {
    if (name.startsWith(DELETE_LIST))
      return less(original, listName(name, DELETE_LIST, "primitive list"), value, type);
    if (value.isNull()) return original.without(name);
    Node current = original.get(name);
    if (current instanceof ObjectNode object && value instanceof ObjectNode patch)
      return original.with(name, merge(object, patch, type.field(name)));
    if (current instanceof ListNode(var items) && value instanceof ListNode(var patch)) {
      MergedField field = type.field(name);
      if (!field.mergesLists()) return original.with(name, value);
      var merge = new ListMerge(field.items(), field.mergeKey());
      return original.with(name, ListNode.of(merge.merge(items, patch)));
    }
    return Directives.kept(Directives.withoutNulls(value))
        .map(kept -> original.with(name, kept))
        .orElseGet(() -> original.without(name));
  }

  /// The original with values taken out of a list; a list or a directive of another kind is left alone.
  private static ObjectNode less(ObjectNode original, String list, Node value, MergedField type) {
    if (value.isNull()) return original.without(list);
    if (!(original.get(list) instanceof ListNode(var items))) return original;
    if (!(value instanceof ListNode(var gone))) return original;
    MergedField field = type.field(list);
    var merge = new ListMerge(field.items(), field.mergeKey());
    return original.with(list, ListNode.of(merge.less(items, gone)));
  }
}
