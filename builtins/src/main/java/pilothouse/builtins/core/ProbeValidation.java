package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of probes and lifecycle hooks, and of the handlers that they share.
///
/// @param grace the pod's termination grace period, which a hook's sleep must not exceed
record ProbeValidation(long grace, Errors errors) {
  private static final List<String> HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");

  void lifecycle(FieldPath at, Node lifecycle) {
    for (String hook : List.of("postStart", "preStop"))
      if (!lifecycle.get(hook).isNull()) handler(at.child(hook), lifecycle.get(hook));
  }

  /// Liveness and startup: one success is enough.
  void liveness(FieldPath at, Node probe) {
    if (probe.isNull()) return;
    probe(at, probe);
    long successes = probe.get("successThreshold").number(0);
    if (successes != 1)
      errors.add(FieldError.invalid(at.child("successThreshold"), successes, "must be 1"));
  }

  void readiness(FieldPath at, Node probe) {
    if (probe.isNull()) return;
    probe(at, probe);
    if (!probe.get("terminationGracePeriodSeconds").isNull())
      errors.add(
          FieldError.invalid(
              at.child("terminationGracePeriodSeconds"),
              probe.get("terminationGracePeriodSeconds"),
              "must not be set for readinessProbes"));
  }

  private void probe(FieldPath at, Node probe) {
    handler(at, probe);
    for (String name :
        List.of(
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold")) Checks.nonNegative(at.child(name), probe.get(name), errors);
    Node seconds = probe.get("terminationGracePeriodSeconds");
    if (!seconds.isNull() && seconds.number(0) <= 0)
      errors.add(
          FieldError.invalid(
              at.child("terminationGracePeriodSeconds"), seconds, "must be greater than 0"));
  }

  private void handler(FieldPath at, Node handler) {
    boolean any = false;
    for (String name : HANDLERS) {
      if (handler.get(name).isNull()) continue;
      if (any)
        errors.add(
            FieldError.forbidden(at.child(name), "may not specify more than 1 handler type"));
      else action(at.child(name), name, handler.get(name).object());
      any = true;
    }
    if (!any) errors.add(FieldError.required(at, "must specify a handler type"));
  }

  private void action(FieldPath at, String name, ObjectNode action) {
    switch (name) {
      case "exec" -> {
        if (action.get("command").items().isEmpty())
          errors.add(FieldError.required(at.child("command"), ""));
      }
      case "httpGet" -> httpGet(at, action);
      case "sleep" -> sleep(at, action.get("seconds").number(0));
      default -> portOrName(at.child("port"), action.get("port"));
    }
  }

  private void httpGet(FieldPath at, ObjectNode get) {
    Checks.required(at.child("path"), get.get("path"), errors);
    portOrName(at.child("port"), get.get("port"));
    Checks.oneOf(at.child("scheme"), get.get("scheme"), List.of("HTTP", "HTTPS"), errors);
    for (Node header : get.get("httpHeaders").items())
      Checks.format(
          at.child("httpHeaders"), header.get("name").text(), Formats::httpHeaderName, errors);
  }

  private void sleep(FieldPath at, long seconds) {
    if (seconds >= 0 && seconds <= grace) return;
    errors.add(
        FieldError.invalid(
            at,
            seconds,
            "must be non-negative and less than terminationGracePeriodSeconds (" + grace + ")"));
  }

  private void portOrName(FieldPath at, Node port) {
    if (port instanceof LongNode || port.isNull()) Checks.port(at, port, errors);
    else Checks.format(at, port.text(), Formats::portName, errors);
  }
}
