package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// Lays a configuration over a live value: what both have merges by its type, and of two leaves the configuration's stays.
final class Merge {
  private Merge() {}

  static ObjectNode of(ObjectNode live, ObjectNode config, Type type) {
    return merge(live, config, type).object();
  }

  private static Node merge(Node live, Node config, Type type) {
    return switch (Shape.of(type, config.isNull() ? live : config)) {
      case Shape.Leaf _ -> config;
      case Shape.Items list -> {
        boolean empty = live.items().isEmpty() && config.items().isEmpty();
        yield list.atomic() || empty ? config : items(list, live.items(), config.items());
      }
      case Shape.Members members -> {
        boolean empty = live.object().isEmpty() && config.object().isEmpty();
        yield members.atomic() || empty ? config : members(members, live.object(), config.object());
      }
    };
  }

  private static Node members(Shape.Members members, ObjectNode live, ObjectNode config) {
    if (config.isEmpty()) return live;
    var out = ObjectNode.builder().putAll(live);
    config.forEach((name, value) -> {
      Type type = members.member(name).orElse(Shape.ANY);
      out.put(name, live.has(name) ? merge(live.get(name), value, type) : value);
    });
    return out.build();
  }

  private static Node items(Shape.Items list, List<Node> live, List<Node> config) {
    if (config.isEmpty()) return ListNode.of(live);
    return ListNode.of(new ListMerge(list, live, config).merged());
  }

  /// The merge of two lists whose items have identities.
  ///
  /// The configuration's order wins for its own items; items that only the live list has keep their place relative to the items that both have.
  private static final class ListMerge {
    private final Shape.Items list;
    private final List<Node> live;
    private final List<Node> config;
    private final List<Element> liveElements;
    private final List<Element> configElements;
    private final Map<Element, Node> byElement = new HashMap<>();
    private final Set<Element> configured;
    private final Set<Element> done = new HashSet<>();
    private final List<Node> out = new ArrayList<>();
    private int nextConfig;

    ListMerge(Shape.Items list, List<Node> live, List<Node> config) {
      this.list = list;
      this.live = live;
      this.config = config;
      liveElements = Items.identifyAll(list, live);
      configElements = Items.identifyAll(list, config);
      configured = new HashSet<>(configElements);
      for (int i = 0; i < live.size(); i++)
        byElement.merge(liveElements.get(i), live.get(i), (_, _) -> NullNode.NULL);
    }

    List<Node> merged() {
      for (int i = 0; i < live.size(); i++) {
        Element element = liveElements.get(i);
        if (!configured.contains(element)) out.add(live.get(i));
        else takeUpTo(element);
      }
      while (nextConfig < config.size()) takeNext();
      return out;
    }

    /// Takes the configuration's items up to a shared one, if that is the next shared one; else it comes in the configuration's order.
    private void takeUpTo(Element element) {
      if (done.contains(element) || !element.equals(nextShared())) return;
      while (!done.contains(element)) takeNext();
    }

    private @Nullable Element nextShared() {
      for (int i = nextConfig; i < config.size(); i++)
        if (byElement.containsKey(configElements.get(i))) return configElements.get(i);
      return null;
    }

    private void takeNext() {
      Element element = configElements.get(nextConfig);
      Node item = config.get(nextConfig++);
      Node existing = byElement.get(element);
      out.add(existing == null ? item : merge(existing, item, list.type()));
      done.add(element);
    }
  }
}
