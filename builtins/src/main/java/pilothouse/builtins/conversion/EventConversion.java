package pilothouse.builtins.conversion;

import java.util.List;
import java.util.Map;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StorageSpec;

/// Events are one thing under two names: `v1` stores them, `events.k8s.io/v1` shows the same fields under other names.
public final class EventConversion implements StorageSpec.Conversion {
  private static final GroupVersionKind CORE = new GroupVersionKind("", "v1", "Event");
  private static final GroupVersionKind EVENTS =
      new GroupVersionKind("events.k8s.io", "v1", "Event");

  /// Core name to the other name, in the core type's order.
  private static final List<Map.Entry<String, String>> NAMES =
      List.of(
          Map.entry("metadata", "metadata"),
          Map.entry("involvedObject", "regarding"),
          Map.entry("reason", "reason"),
          Map.entry("message", "note"),
          Map.entry("source", "deprecatedSource"),
          Map.entry("firstTimestamp", "deprecatedFirstTimestamp"),
          Map.entry("lastTimestamp", "deprecatedLastTimestamp"),
          Map.entry("count", "deprecatedCount"),
          Map.entry("type", "type"),
          Map.entry("eventTime", "eventTime"),
          Map.entry("series", "series"),
          Map.entry("action", "action"),
          Map.entry("related", "related"),
          Map.entry("reportingComponent", "reportingController"),
          Map.entry("reportingInstance", "reportingInstance"));

  /// The other type's order, in its own names.
  private static final List<String> ORDER =
      List.of(
          "metadata",
          "eventTime",
          "series",
          "reportingController",
          "reportingInstance",
          "action",
          "reason",
          "regarding",
          "related",
          "note",
          "type",
          "deprecatedSource",
          "deprecatedFirstTimestamp",
          "deprecatedLastTimestamp",
          "deprecatedCount");

  /// The core group has these on the wire even where they are empty.
  private static final List<String> REPORTERS = List.of("reportingController", "reportingInstance");

  private static final Map<String, String> CORE_NAMES = coreNames();

  private static Map<String, String> coreNames() {
    var names = new java.util.HashMap<String, String>();
    NAMES.forEach(entry -> names.put(entry.getValue(), entry.getKey()));
    return Map.copyOf(names);
  }

  @Override
  public ObjectNode toStored(ObjectNode served) {
    return toCore(served);
  }

  @Override
  public ObjectNode fromStored(ObjectNode stored) {
    return fromCore(stored);
  }

  public static ObjectNode toCore(ObjectNode event) {
    var out = head(CORE);
    NAMES.forEach(n -> move(event, n.getValue(), out, n.getKey()));
    return out.build();
  }

  static ObjectNode fromCore(ObjectNode event) {
    var out = head(EVENTS);
    for (String name : ORDER) {
      String coreName = CORE_NAMES.getOrDefault(name, name);
      if (!(REPORTERS.contains(name) && event.get(coreName).text().isEmpty()))
        move(event, coreName, out, name);
    }
    return out.build();
  }

  private static ObjectNode.Builder head(GroupVersionKind kind) {
    return ObjectNode.builder().put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
  }

  private static void move(ObjectNode from, String name, ObjectNode.Builder to, String newName) {
    if (from.has(name)) to.put(newName, from.get(name));
  }
}
