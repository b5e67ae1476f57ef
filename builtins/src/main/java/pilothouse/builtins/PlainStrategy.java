package pilothouse.builtins;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// What kinds without a strategy of their own do.
enum PlainStrategy implements Strategy {
  /// No status: everything is as it was sent.
  PLAIN {},

  /// The main endpoint of a kind with `/status`: clients can't write `status`.
  WITH_STATUS {
    @Override
    public ObjectNode prepareForCreate(ObjectNode object, WriteContext context) {
      return object.without("status");
    }

    @Override
    public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
      return keep(object, old, "status");
    }

    @Override
    public List<List<String>> resetFields() {
      return List.of(List.of("status"));
    }
  },

  /// The `/status` endpoint: clients write `status` and metadata, nothing else.
  STATUS_PART {
    @Override
    public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
      ObjectNode kept = object;
      for (String name : old.names()) if (!writable(name)) kept = keep(kept, old, name);
      for (String name : object.names())
        if (!writable(name) && !old.has(name)) kept = kept.without(name);
      return kept;
    }

    @Override
    public List<List<String>> resetFields() {
      return List.of(List.of("spec"));
    }
  };

  private static boolean writable(String member) {
    return switch (member) {
      case "status", "metadata", "kind", "apiVersion" -> true;
      default -> false;
    };
  }

  private static ObjectNode keep(ObjectNode object, ObjectNode old, String member) {
    Node value = old.get(member);
    return old.has(member) ? object.with(member, value) : object.without(member);
  }
}
