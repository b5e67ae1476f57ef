package pilothouse.builtins.autoscaling;

import java.util.List;
import java.util.Locale;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.ResourceNames;

/// The check of one metric of an autoscaler: exactly the source that its type names, with a target.
final class MetricChecks {
  private static final List<String> TYPES =
      List.of("ContainerResource", "External", "Object", "Pods", "Resource");
  private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");

  /// In the order in which they are looked at; of several only the first is checked.
  private static final List<String> SOURCES =
      List.of("object", "external", "pods", "resource", "containerResource");

  private MetricChecks() {}

  static void check(Node metric, FieldPath at, Errors errors) {
    String type = metric.get("type").text();
    if (type.isEmpty())
      errors.add(FieldError.required(at.child("type"), "must specify a metric source type"));
    if (!TYPES.contains(type)) errors.add(FieldError.notSupported(at.child("type"), type, TYPES));
    unmatched(type, at.child("type"), errors);
    List<String> present = SOURCES.stream().filter(s -> !metric.get(s).isNull()).toList();
    if (!present.isEmpty()) {
      String first = present.getFirst();
      source(first, metric.get(first), at.child(first), errors);
    }
    matching(type, present, at, errors);
  }

  /// Upstream looks at the type a second time, as the name of the source that must be there.
  private static void unmatched(String type, FieldPath at, Errors errors) {
    if (!TYPES.contains(type)) errors.add(FieldError.notSupported(at, type, TYPES));
  }

  private static void matching(String type, List<String> present, FieldPath at, Errors errors) {
    String wanted =
        type.isEmpty() ? type : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    if (TYPES.contains(type) && !present.contains(wanted))
      errors.add(
          FieldError.required(
              at.child(wanted), "must populate information for the given metric source"));
    if (present.size() < 2) return;
    for (String other : present)
      if (!other.equals(wanted))
        errors.add(
            FieldError.forbidden(at.child(other), "must populate the given metric source only"));
  }

  private static void source(String name, Node source, FieldPath at, Errors errors) {
    switch (name) {
      case "object" -> {
        reference(source.get("describedObject"), at.child("describedObject"), errors);
        metricName(source, at, errors);
        target(source, at, errors);
        either(source, at, "must set either a target value or averageValue", errors);
      }
      case "external" -> external(source, at, errors);
      case "pods" -> {
        metricName(source, at, errors);
        target(source, at, errors);
        if (!positive(source.at("target", "averageValue")))
          errors.add(
              FieldError.required(
                  at.child("target").child("averageValue"),
                  "must specify a positive target averageValue"));
      }
      case String resource -> {
        boolean inContainer = resource.equals("containerResource");
        resourceName(source.get("name").text(), at.child("name"), inContainer, errors);
        if (inContainer) container(source.get("container").text(), at.child("container"), errors);
        target(source, at, errors);
        resourceTarget(source.get("target"), at.child("target"), errors);
      }
    }
  }

  static void reference(Node reference, FieldPath at, Errors errors) {
    for (String name : List.of("kind", "name")) {
      String value = reference.get(name).text();
      if (value.isEmpty()) errors.add(FieldError.required(at.child(name), ""));
      else segment(value, at.child(name), errors);
    }
  }

  private static void segment(String value, FieldPath at, Errors errors) {
    Formats.pathSegment(value).forEach(text -> errors.add(FieldError.invalid(at, value, text)));
  }

  private static void metricName(Node source, FieldPath at, Errors errors) {
    String name = source.at("metric", "name").text();
    FieldPath path = at.child("metric").child("name");
    if (name.isEmpty()) errors.add(FieldError.required(path, "must specify a metric name"));
    else segment(name, path, errors);
  }

  private static void external(Node source, FieldPath at, Errors errors) {
    metricName(source, at, errors);
    target(source, at, errors);
    either(source, at, "must set either a target value for metric or a per-pod target", errors);
    if (!source.at("target", "value").isNull() && !source.at("target", "averageValue").isNull())
      errors.add(
          FieldError.forbidden(
              at.child("target").child("value"),
              "may not set both a target value for metric and a per-pod target"));
  }

  private static void either(Node source, FieldPath at, String detail, Errors errors) {
    if (source.at("target", "value").isNull() && source.at("target", "averageValue").isNull())
      errors.add(FieldError.required(at.child("target").child("averageValue"), detail));
  }

  private static void resourceName(String name, FieldPath at, boolean inContainer, Errors errors) {
    if (name.isEmpty()) errors.add(FieldError.required(at, "must specify a resource name"));
    else if (inContainer) ResourceNames.container(at, name, errors);
  }

  private static void container(String name, FieldPath at, Errors errors) {
    if (name.isEmpty()) errors.add(FieldError.required(at, "must specify a container"));
    else Formats.dnsLabel(name).forEach(text -> errors.add(FieldError.invalid(at, name, text)));
  }

  private static void target(Node source, FieldPath above, Errors errors) {
    Node target = source.get("target");
    FieldPath at = above.child("target");
    String type = target.get("type").text();
    if (type.isEmpty())
      errors.add(FieldError.required(at.child("type"), "must specify a metric target type"));
    if (!TARGETS.contains(type))
      errors.add(
          FieldError.invalid(
              at.child("type"), type, "must be either Utilization, Value, or AverageValue"));
    for (String name : List.of("value", "averageValue"))
      if (!target.get(name).isNull() && !positive(target.get(name)))
        errors.add(FieldError.invalid(at.child(name), target.get(name), "must be positive"));
    long percent = target.get("averageUtilization").number(1);
    if (percent < 1)
      errors.add(
          FieldError.invalid(at.child("averageUtilization"), percent, "must be greater than 0"));
  }

  private static void resourceTarget(Node target, FieldPath at, Errors errors) {
    boolean percent = !target.get("averageUtilization").isNull();
    boolean raw = !target.get("averageValue").isNull();
    if (!percent && !raw)
      errors.add(
          FieldError.required(
              at.child("averageUtilization"),
              "must set either a target raw value or a target utilization"));
    if (percent && raw)
      errors.add(
          FieldError.forbidden(
              at.child("averageValue"),
              "may not set both a target raw value and a target utilization"));
  }

  private static boolean positive(Node quantity) {
    return !quantity.isNull() && Quantities.value(quantity).signum() > 0;
  }
}
