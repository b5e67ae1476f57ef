package pilothouse.api.structural;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Drops the members of an object that its schema does not name.
///
/// `apiVersion`, `kind` and `metadata` of the object itself and of embedded ones stay as they are.
public final class Pruning {
  private static final Set<String> META = Set.of("apiVersion", "kind", "metadata");

  private final List<String> unknown = new ArrayList<>();

  private Pruning() {}

  /// An object less what was unknown in it.
  ///
  /// @param unknown the paths of what was dropped, such as `spec.list[0].x`, sorted
  public record Pruned(ObjectNode object, List<String> unknown) {}

  public static Pruned prune(ObjectNode object, Schema schema) {
    var pruning = new Pruning();
    Node out = pruning.object(object, Optional.of(schema), true, schema.preserves(), "");
    return new Pruned(out.object(), pruning.unknown.stream().sorted().toList());
  }

  private Node value(Node value, Optional<Schema> schema, boolean inherited, String path) {
    boolean preserves = inherited || schema.map(Schema::preserves).orElse(false);
    boolean embedded = schema.map(Schema::embedded).orElse(false);
    return switch (value) {
      case ObjectNode object -> object(object, schema, embedded, preserves, path);
      case ListNode list -> list(list, schema, preserves, path);
      default -> value;
    };
  }

  private Node object(
      ObjectNode object,
      Optional<Schema> schema,
      boolean embedded,
      boolean preserves,
      String path) {
    var out = ObjectNode.builder();
    boolean changed = false;
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Node before = object.value(i);
      String at = path.isEmpty() ? name : path + "." + name;
      Optional<Node> after =
          embedded && META.contains(name)
              ? Optional.of(before)
              : member(before, name, schema, preserves, at);
      changed |= after.isEmpty() || after.get() != before;
      after.ifPresent(kept -> out.put(name, kept));
      if (after.isEmpty() && !(path.isEmpty() && META.contains(name))) unknown.add(at);
    }
    return changed ? out.build() : object;
  }

  /// The member less what is unknown in it; empty where it is unknown itself.
  private Optional<Node> member(
      Node value, String name, Optional<Schema> schema, boolean preserves, String at) {
    if (schema.isPresent()) {
      Schema property = schema.get().properties().get(name);
      if (property != null) return Optional.of(value(value, Optional.of(property), false, at));
      if (!(schema.get().others() instanceof Schema.Others.Unsaid))
        return Optional.of(value(value, schema.get().otherMembers(), false, at));
    }
    return preserves ? Optional.of(value) : Optional.empty();
  }

  private Node list(ListNode list, Optional<Schema> schema, boolean preserves, String path) {
    Optional<Schema> items = schema.flatMap(Schema::items);
    if (items.isEmpty() && preserves) return list;
    var out = new ArrayList<Node>(list.size());
    boolean changed = false;
    for (int i = 0; i < list.size(); i++) {
      Node before = list.items().get(i);
      Node after = value(before, items, preserves, path + "[" + i + "]");
      changed |= after != before;
      out.add(after);
    }
    return changed ? ListNode.of(out) : list;
  }
}
