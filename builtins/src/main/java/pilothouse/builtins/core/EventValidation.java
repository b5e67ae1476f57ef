package pilothouse.builtins.core;

import java.util.List;
import java.util.Map;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of events, in the form of the core group. Those without an `eventTime` are of the old kind, of which only the namespaces are checked.
///
/// Source: kubernetes `pkg/apis/core/validation/events.go`.
final class EventValidation {
  private static final int MOST_TEXT = 128;
  private static final int MOST_NOTE = 1024;
  private static final int LEAST_SERIES = 2;
  private static final List<String> TYPES = List.of("Normal", "Warning");

  /// What an update through events.k8s.io keeps, in the order of the messages, and how it is printed. The reason is told twice.
  private static final List<Map.Entry<String, String>> FIXED =
      List.of(
          Map.entry("involvedObject", "ObjectReference"),
          Map.entry("reason", "s"),
          Map.entry("reason", "s"),
          Map.entry("message", "s"),
          Map.entry("source", "EventSource"),
          Map.entry("firstTimestamp", "raw"),
          Map.entry("lastTimestamp", "raw"),
          Map.entry("count", "i"),
          Map.entry("type", "s"),
          Map.entry("eventTime", "raw"),
          Map.entry("action", "s"),
          Map.entry("related", "*ObjectReference"),
          Map.entry("reportingComponent", "s"),
          Map.entry("reportingInstance", "s"));

  private EventValidation() {}

  /// Through the core group.
  static void core(ObjectNode event, Errors errors) {
    any(event, "reportingComponent", errors);
  }

  /// A new event of events.k8s.io.
  static void create(ObjectNode event, Errors errors) {
    any(event, "reportingController", errors);
    series(event.get("series"), errors);
    FieldPath time = FieldPath.of("eventTime");
    if (event.get("eventTime").isNull()) errors.add(FieldError.required(time, ""));
    String type = event.get("type").text();
    if (!TYPES.contains(type)) wrong("type", "has invalid value: " + type, errors);
    for (String name : List.of("firstTimestamp", "lastTimestamp"))
      if (!event.get(name).isNull()) wrong(name, "needs to be unset", errors);
    if (event.get("count").number(0) != 0) wrong("count", "needs to be unset", errors);
    if (!event.get("source").object().isEmpty()) wrong("source", "needs to be unset", errors);
  }

  static void update(ObjectNode event, ObjectNode old, Errors errors) {
    any(event, "reportingController", errors);
    if (!event.get("series").equals(old.get("series"))) series(event.get("series"), errors);
    for (var field : FIXED) {
      String name = field.getKey();
      String shown = name.equals("reportingComponent") ? "reportingController" : name;
      Node value = InternalForm.of(field.getValue(), event.get(name));
      Node before = InternalForm.of(field.getValue(), old.get(name));
      Checks.immutable(FieldPath.of(shown), value, before, errors);
    }
  }

  private static void series(Node series, Errors errors) {
    if (series.isNull()) return;
    if (series.get("count").number(0) < LEAST_SERIES)
      wrong(FieldPath.of("series", "count"), "should be at least " + LEAST_SERIES, errors);
    if (series.get("lastObservedTime").isNull())
      errors.add(FieldError.required(FieldPath.of("series", "lastObservedTime"), ""));
  }

  /// What both groups check.
  ///
  /// @param controller the name of the reporting component where the event came from
  private static void any(ObjectNode event, String controller, Errors errors) {
    if (event.get("eventTime").isNull()) oldNamespaces(event, errors);
    else modern(event, controller, errors);
  }

  private static void oldNamespaces(ObjectNode event, Errors errors) {
    String own = event.at("metadata", "namespace").text();
    String involved = event.at("involvedObject", "namespace").text();
    boolean fits = involved.isEmpty() ? own.equals("default") : involved.equals(own);
    if (!fits) mismatched(involved, errors);
  }

  private static void mismatched(String involved, Errors errors) {
    FieldPath at = FieldPath.of("involvedObject", "namespace");
    errors.add(FieldError.invalid(at, involved, "does not match event.namespace"));
  }

  private static void modern(ObjectNode event, String controller, Errors errors) {
    String own = event.at("metadata", "namespace").text();
    boolean shared = own.equals("default") || own.equals("kube-system");
    if (event.at("involvedObject", "namespace").text().isEmpty() && !shared) mismatched("", errors);
    Node component = event.get("reportingComponent");
    FieldPath at = FieldPath.of(controller);
    Checks.required(at, component, errors);
    Checks.format(at, component.text(), Formats::qualifiedName, errors);
    for (String name : List.of("reportingInstance", "action", "reason")) {
      Checks.required(FieldPath.of(name), event.get(name), errors);
      limited(name, event, MOST_TEXT, errors);
    }
    limited("message", event, MOST_NOTE, errors);
  }

  private static void limited(String name, ObjectNode event, int most, Errors errors) {
    if (event.get(name).text().length() > most)
      wrong(name, "can have at most " + most + " characters", errors);
  }

  private static void wrong(String name, String detail, Errors errors) {
    wrong(FieldPath.of(name), detail, errors);
  }

  /// These messages never show the value.
  private static void wrong(FieldPath at, String detail, Errors errors) {
    errors.add(FieldError.invalid(at, "", detail));
  }
}
