package pilothouse.builtins.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;
import pilothouse.registry.TableColumns.RowOf;

/// Rows of the core group's kinds that neither make pods nor belong to the network or storage.
final class CoreTables {
  static final Map<String, RowOf> ROWS =
      Map.of(
          "v1/Pod", PodTable::row,
          "v1/Node", CoreTables::node,
          "v1/Namespace", CoreTables::namespace,
          "v1/Secret", CoreTables::secret,
          "v1/ConfigMap", CoreTables::configMap,
          "v1/ServiceAccount", (object, now) -> Cells.named(object, now).age().row(),
          "v1/ResourceQuota", CoreTables::resourceQuota,
          "v1/ComponentStatus", CoreTables::componentStatus,
          "v1/Event", CoreTables::event);

  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

  private CoreTables() {}

  private static Row node(ObjectNode object, Instant now) {
    Node about = object.at("status", "nodeInfo");
    return Cells.named(object, now)
        .text(nodeStatus(object))
        .text(roles(object))
        .age()
        .text(about.get("kubeletVersion").text())
        .text(address(object, "InternalIP"))
        .text(address(object, "ExternalIP"))
        .text(Cells.orElse(about.get("osImage").text(), Ages.UNKNOWN))
        .text(kernel(about))
        .text(Cells.orElse(about.get("containerRuntimeVersion").text(), Ages.UNKNOWN))
        .row();
  }

  private static String nodeStatus(Node node) {
    String ready = "Unknown";
    for (Node condition : node.at("status", "conditions").items())
      if (condition.get("type").text().equals("Ready"))
        ready = condition.get("status").text().equals("True") ? "Ready" : "NotReady";
    return node.at("spec", "unschedulable").bool(false) ? ready + ",SchedulingDisabled" : ready;
  }

  private static String roles(Node node) {
    var roles = new TreeSet<String>();
    node.at("metadata", "labels")
        .object()
        .forEach((key, value) -> {
          if (key.startsWith(ROLE_PREFIX)) roles.add(key.substring(ROLE_PREFIX.length()));
          else if (key.equals("kubernetes.io/role")) roles.add(value.text());
        });
    roles.remove("");
    return Cells.orElse(String.join(",", roles), Cells.NONE);
  }

  private static String address(Node node, String type) {
    for (Node address : node.at("status", "addresses").items())
      if (address.get("type").text().equals(type)) return address.get("address").text();
    return Cells.NONE;
  }

  private static String kernel(Node about) {
    String kernel = about.get("kernelVersion").text();
    String architecture = about.get("architecture").text();
    if (kernel.isEmpty()) return Ages.UNKNOWN;
    return architecture.isEmpty() ? kernel : kernel + " (" + architecture + ")";
  }

  private static Row namespace(ObjectNode object, Instant now) {
    return Cells.named(object, now).text("", "status", "phase").age().row();
  }

  private static Row secret(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("", "type")
        .number(object.get("data").object().size())
        .age()
        .row();
  }

  private static Row configMap(ObjectNode object, Instant now) {
    int entries = object.get("data").object().size() + object.get("binaryData").object().size();
    return Cells.named(object, now).number(entries).age().row();
  }

  private static Row resourceQuota(ObjectNode object, Instant now) {
    var requests = new ArrayList<String>();
    var limits = new ArrayList<String>();
    ObjectNode hard = object.at("status", "hard").object();
    for (String name : new TreeSet<>(hard.names())) {
      String used = Cells.orElse(object.at("status", "used", name).text(), "0");
      String text = name + ": " + used + "/" + hard.get(name).text();
      (name.startsWith("limits.") ? limits : requests).add(text);
    }
    return Cells.named(object, now)
        .text(String.join(", ", requests))
        .text(String.join(", ", limits))
        .age()
        .row();
  }

  private static Row componentStatus(ObjectNode object, Instant now) {
    for (Node condition : object.get("conditions").items())
      if (condition.get("type").text().equals("Healthy"))
        return Cells.named(object, now)
            .text(condition.get("status").text().equals("True") ? "Healthy" : "Unhealthy")
            .text(condition.get("message").text())
            .text(condition.get("error").text())
            .row();
    return Cells.named(object, now).text("Unknown").text("").text("").row();
  }

  static Row event(ObjectNode event, Instant now) {
    String first = Ages.since(firstTime(event), now);
    return Cells.of(event, now)
        .text(lastSeen(event, first, now))
        .text("", "type")
        .text("", "reason")
        .text(about(event.get("involvedObject")))
        .text("", "involvedObject", "fieldPath")
        .text(source(event))
        .text(event.get("message").text().strip())
        .text(first)
        .number(count(event))
        .text(Cells.nameOf(event))
        .row();
  }

  private static Node firstTime(Node event) {
    Node first = event.get("firstTimestamp");
    return first.isNull() ? event.get("eventTime") : first;
  }

  private static String lastSeen(Node event, String first, Instant now) {
    if (!event.get("series").isNull())
      return Ages.since(event.at("series", "lastObservedTime"), now);
    Node last = event.get("lastTimestamp");
    return last.isNull() ? first : Ages.since(last, now);
  }

  private static long count(Node event) {
    if (!event.get("series").isNull()) return event.at("series", "count").number(0);
    return Math.max(1, event.get("count").number(0));
  }

  private static String about(Node object) {
    String kind = object.get("kind").text().toLowerCase(Locale.ROOT);
    String name = object.get("name").text();
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  private static String source(Node event) {
    String component =
        Cells.orElse(
            event.at("source", "component").text(), event.get("reportingComponent").text());
    String instance =
        Cells.orElse(event.at("source", "host").text(), event.get("reportingInstance").text());
    return instance.isEmpty() ? component : component + ", " + instance;
  }
}
