package pilothouse.builtins.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;

/// The row of an autoscaler in its v2 form: `cpu: 55%/60%, memory: <unknown>/100Mi + 3 more...`.
final class AutoscalerTable {
  private AutoscalerTable() {}

  static Row row(ObjectNode object, Instant now) {
    Node target = object.at("spec", "scaleTargetRef");
    Node least = object.at("spec", "minReplicas");
    return Cells.named(object, now)
        .text(target.get("kind").text() + "/" + target.get("name").text())
        .text(metrics(object))
        .text(least.isNull() ? Cells.UNSET : Long.toString(least.number(0)))
        .number("spec", "maxReplicas")
        .number("status", "currentReplicas")
        .age()
        .row();
  }

  private static String metrics(Node object) {
    List<Node> specs = object.at("spec", "metrics").items();
    List<Node> current = object.at("status", "currentMetrics").items();
    if (specs.isEmpty()) return Cells.NONE;
    var texts = new ArrayList<String>();
    for (int i = 0; i < Math.min(2, specs.size()); i++)
      texts.add(metric(specs.get(i), i < current.size() ? current.get(i) : NullNode.NULL));
    String shown = String.join(", ", texts);
    return specs.size() > 2 ? shown + " + " + (specs.size() - 2) + " more..." : shown;
  }

  private static String metric(Node spec, Node status) {
    return switch (spec.get("type").text()) {
      case "External" -> valued(spec.get("external"), status.get("external"));
      case "Object" -> valued(spec.get("object"), status.get("object"));
      case "Pods" ->
          current(status.get("pods"), "averageValue")
              + "/"
              + spec.at("pods", "target", "averageValue").text();
      case "Resource" -> resource(spec.get("resource"), status.get("resource"));
      case "ContainerResource" ->
          resource(spec.get("containerResource"), status.get("containerResource"));
      default -> "<unknown type>";
    };
  }

  private static String valued(Node spec, Node status) {
    String average = spec.at("target", "averageValue").text();
    return average.isEmpty()
        ? current(status, "value") + "/" + spec.at("target", "value").text()
        : current(status, "averageValue") + "/" + average + " (avg)";
  }

  private static String resource(Node spec, Node status) {
    String average = spec.at("target", "averageValue").text();
    String head = spec.get("name").text() + ": ";
    if (!average.isEmpty()) return head + current(status, "averageValue") + "/" + average;
    return head
        + percent(status.at("current", "averageUtilization"), Ages.UNKNOWN)
        + "/"
        + percent(spec.at("target", "averageUtilization"), "<auto>");
  }

  private static String percent(Node value, String otherwise) {
    return value.isNull() ? otherwise : value.number(0) + "%";
  }

  private static String current(Node status, String field) {
    return Cells.orElse(status.at("current", field).text(), Ages.UNKNOWN);
  }
}
