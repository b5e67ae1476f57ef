package pilothouse.builtins.conversion;

import java.util.List;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The metrics of an autoscaler in their two forms: v1's, which travels as JSON in annotations, and v2's.
///
/// Source of the names: api `autoscaling/v1/types.go` and `autoscaling/v2/types.go`.
final class MetricForms {
  private static final Node ZERO = new StringNode("0");

  private MetricForms() {}

  static Node cpuTarget(Node percent) {
    return resource(
        ObjectNode.of("type", "Utilization").with("averageUtilization", percent), "target");
  }

  static Node cpuStatus(Node percent) {
    return resource(ObjectNode.of("averageUtilization", percent), "current");
  }

  private static Node resource(ObjectNode value, String under) {
    return ObjectNode.of("type", "Resource")
        .with("resource", ObjectNode.of("name", "cpu").with(under, value));
  }

  /// Whether a v2 metric is what v1 has a field of its own for.
  static boolean isCpuPercent(Node metric, String under) {
    return metric.get("type").text().equals("Resource")
        && metric.at("resource", "name").text().equals("cpu")
        && metric.at("resource", under, "averageUtilization") instanceof LongNode;
  }

  /// A metric or a metric's status from v2's form into v1's; `under` is `target` or `current`.
  static Node toV1(Node metric, String under) {
    boolean status = under.equals("current");
    String type = metric.get("type").text();
    String member = member(type);
    Node from = metric.get(member);
    if (from.isNull()) return ObjectNode.of("type", type);
    Node value = from.get(under);
    var out = ObjectNode.builder();
    switch (type) {
      case "Object" -> {
        out.put("target", from.get("describedObject")).put("metricName", from.at("metric", "name"));
        out.put(status ? "currentValue" : "targetValue", orZero(value.get("value")));
        put(out, "selector", from.at("metric", "selector"));
        put(out, "averageValue", value.get("averageValue"));
      }
      case "Pods" -> {
        out.put("metricName", from.at("metric", "name"));
        out.put(under + "AverageValue", orZero(value.get("averageValue")));
        put(out, "selector", from.at("metric", "selector"));
      }
      case "External" -> {
        out.put("metricName", from.at("metric", "name"));
        put(out, "metricSelector", from.at("metric", "selector"));
        put(out, under + "Value", status ? orZero(value.get("value")) : value.get("value"));
        put(out, under + "AverageValue", value.get("averageValue"));
      }
      default -> {
        out.put("name", from.get("name"));
        Node average = value.get("averageValue");
        put(out, under + "AverageUtilization", value.get("averageUtilization"));
        put(out, under + "AverageValue", status ? orZero(average) : average);
        put(out, "container", from.get("container"));
      }
    }
    return ObjectNode.of("type", type).with(member, out.build());
  }

  /// A metric or a metric's status from v1's form into v2's.
  static Node toV2(Node metric, String under) {
    String type = metric.get("type").text();
    String member = member(type);
    Node from = metric.get(member);
    if (!known(metric) || from.isNull()) return ObjectNode.of("type", type);
    ObjectNode value = value(type, from, under);
    var out = ObjectNode.builder();
    switch (type) {
      case "Object" -> {
        if (under.equals("target"))
          out.put("describedObject", from.get("target"))
              .put(under, value)
              .put("metric", name(from));
        else
          out.put("metric", name(from))
              .put(under, value)
              .put("describedObject", from.get("target"));
      }
      case "Pods", "External" -> out.put("metric", name(from)).put(under, value);
      default -> {
        out.put("name", from.get("name")).put(under, value);
        put(out, "container", from.get("container"));
      }
    }
    return ObjectNode.of("type", type).with(member, out.build());
  }

  private static ObjectNode value(String type, Node from, String under) {
    Node average =
        type.equals("Object") ? from.get("averageValue") : from.get(under + "AverageValue");
    var out = ObjectNode.builder();
    Node percent = from.get(under + "AverageUtilization");
    if (under.equals("target")) out.put("type", targetType(average, percent));
    Node whole = from.get(under + "Value");
    // v1 can't but tell a whole value of an external metric, if only 0.
    boolean told = type.equals("External") && !average.isNull() && whole.equals(ZERO);
    if (!told) put(out, "value", whole);
    put(out, "averageValue", average);
    put(out, "averageUtilization", percent);
    return out.build();
  }

  private static String targetType(Node average, Node percent) {
    if (!percent.isNull()) return "Utilization";
    return average.isNull() ? "Value" : "AverageValue";
  }

  private static ObjectNode name(Node from) {
    Node selector =
        from.get("metricSelector").isNull() ? from.get("selector") : from.get("metricSelector");
    ObjectNode name = ObjectNode.of("name", from.get("metricName"));
    return selector.isNull() ? name : name.with("selector", selector);
  }

  /// `ContainerResource` stands under `containerResource`.
  private static String member(String type) {
    return type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  private static boolean known(Node metric) {
    return List.of("Object", "Pods", "External", "Resource", "ContainerResource")
        .contains(metric.get("type").text());
  }

  private static Node orZero(Node value) {
    return value.isNull() ? ZERO : value;
  }

  private static void put(ObjectNode.Builder out, String name, Node value) {
    if (!value.isNull()) out.put(name, value);
  }
}
