package pilothouse.api.patch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Merges two lists: of objects by their merge key, of anything else as sets.
///
/// @param key the merge key; empty where the field declares none
record ListMerge(MergedField items, String key) {

  List<Node> merge(List<Node> original, List<Node> patch) {
    if (original.isEmpty() && patch.isEmpty()) return original;
    requireOneType(original, patch);
    if (!objects(original, patch)) {
      var both = new LinkedHashSet<>(original);
      both.addAll(patch);
      return arranged(List.copyOf(both), patch, original);
    }
    if (key.isEmpty())
      throw PatchRejected.failure("cannot merge lists without merge key for " + items.kind());
    return mergeObjects(original, patch);
  }

  private List<Node> mergeObjects(List<Node> original, List<Node> patch) {
    var live = new ArrayList<>(original);
    var plain = new ArrayList<Node>();
    boolean replace = false;
    for (Node item : patch) {
      if (!item.object().has(StrategicMergePatch.DIRECTIVE)) plain.add(item);
      else if (replaces(item.object())) replace = true;
      else {
        Node gone = keyOf(item);
        live.removeIf(other -> other.get(key).equals(gone) && other.object().has(key));
      }
    }
    if (replace) return arranged(plain, List.of(), plain);
    return arranged(merged(live, plain), plain, live);
  }

  /// Whether an item with a directive says that the whole list is replaced; otherwise it says that its match goes.
  private static boolean replaces(ObjectNode item) {
    return switch (item.get(StrategicMergePatch.DIRECTIVE).text()) {
      case "replace" -> true;
      case "delete" -> false;
      case "merge" ->
          throw PatchRejected.failure("merging lists cannot yet be specified in the patch");
      default -> throw StrategicMergePatch.unknownDirective(item);
    };
  }

  private List<Node> merged(List<Node> original, List<Node> patch) {
    var out = new ArrayList<>(original);
    Map<Node, Integer> places = places(original, item -> item.get(key));
    for (Node item : patch) {
      Integer at = places.putIfAbsent(keyOf(item), out.size());
      if (at == null) out.add(item);
      else out.set(at, StrategicMergePatch.merge(out.get(at).object(), item.object(), items));
    }
    return out;
  }

  List<Node> less(List<Node> original, List<Node> gone) {
    if (original.isEmpty() && gone.isEmpty()) return original;
    requireOneType(original, gone);
    if (objects(original, gone)) return merge(original, gone);
    Set<Node> out = new HashSet<>(gone);
    return original.stream().filter(item -> !out.contains(item)).toList();
  }

  /// The items in the order that a patch asks for with `$setElementOrder`.
  List<Node> inOrder(List<Node> merged, List<Node> ours, List<Node> theirs, List<Node> order) {
    requireOneType(ours, theirs);
    if (ours.isEmpty() && theirs.isEmpty())
      throw PatchRejected.failure("no elements in any of the given slices");
    return arranged(merged, order, ours);
  }

  /// Items that `first` has, in its order, woven into those it has not, in the order of `second`, as far as `second` knows how they relate.
  private List<Node> arranged(List<Node> merged, List<Node> first, List<Node> second) {
    Map<Node, Integer> firstPlaces = places(first, this::identity);
    Map<Node, Integer> secondPlaces = places(second, this::identity);
    var chosen = new ArrayList<Node>();
    var others = new ArrayList<Node>();
    for (Node item : merged) (firstPlaces.containsKey(identity(item)) ? chosen : others).add(item);
    chosen.sort(byPlace(firstPlaces));
    others.sort(byPlace(secondPlaces));
    return woven(others, chosen, secondPlaces);
  }

  private Comparator<Node> byPlace(Map<Node, Integer> places) {
    return Comparator.comparing(item -> places.getOrDefault(identity(item), Integer.MAX_VALUE));
  }

  /// Both lists as one, each in its own order; an item of `others` goes first only where the places say so.
  private List<Node> woven(List<Node> others, List<Node> chosen, Map<Node, Integer> places) {
    var out = new ArrayList<Node>(others.size() + chosen.size());
    int i = 0;
    for (Node next : chosen) {
      while (i < others.size() && before(others.get(i), next, places)) out.add(others.get(i++));
      out.add(next);
    }
    out.addAll(others.subList(i, others.size()));
    return out;
  }

  private boolean before(Node left, Node right, Map<Node, Integer> places) {
    Integer a = places.get(identity(left));
    Integer b = places.get(identity(right));
    return a != null && b != null && a < b;
  }

  private static Map<Node, Integer> places(List<Node> items, Function<Node, Node> identity) {
    Map<Node, Integer> places = HashMap.newHashMap(items.size());
    for (int i = 0; i < items.size(); i++) places.putIfAbsent(identity.apply(items.get(i)), i);
    return places;
  }

  private Node identity(Node item) {
    return key.isEmpty() ? item : keyOf(item);
  }

  private Node keyOf(Node item) {
    if (!(item instanceof ObjectNode object))
      throw PatchRejected.failure(
          "expected a map[string]interface {}, but received a " + GoPrint.typeOf(item));
    if (object.has(key)) return object.get(key);
    throw PatchRejected.failure(
        "map: " + GoPrint.of(object) + " does not contain declared merge key: " + key);
  }

  private static boolean objects(List<Node> original, List<Node> patch) {
    return all(original, patch).anyMatch(ObjectNode.class::isInstance);
  }

  private static Stream<Node> all(List<Node> original, List<Node> patch) {
    return Stream.concat(original.stream(), patch.stream());
  }

  private static void requireOneType(List<Node> original, List<Node> patch) {
    if (all(original, patch).findFirst().orElse(NullNode.NULL) instanceof ListNode)
      throw PatchRejected.unprocessable();
    if (all(original, patch).map(Node::getClass).distinct().count() <= 1) return;
    throw PatchRejected.failure(
        "list element types are not identical: ["
            + GoPrint.of(ListNode.of(original))
            + " "
            + GoPrint.of(ListNode.of(patch))
            + "]");
  }

  /// Refuses a patch whose items are not among those ordered, or come in another order than they ask for.
  void requireOrder(List<Node> patch, List<Node> order) {
    if (patch.isEmpty() || order.isEmpty()) return;
    int at = 0;
    for (Node item : patch) {
      if (item.object().has(StrategicMergePatch.DIRECTIVE)) continue;
      while (at < order.size() && !identity(item).equals(identity(order.get(at)))) at++;
      if (at++ == order.size()) throw misordered(patch, order);
    }
  }

  private static ApiException misordered(List<Node> patch, List<Node> order) {
    return PatchRejected.failure(
        "The order in patch list:\n"
            + GoPrint.of(ListNode.of(patch))
            + "\n doesn't match $setElementOrder list:\n"
            + GoPrint.of(ListNode.of(order))
            + "\n");
  }
}
