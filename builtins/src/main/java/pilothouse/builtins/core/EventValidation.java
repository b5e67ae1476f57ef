package pilothouse.builtins.core;

import java.util.Set;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of events. Those without an `eventTime` are of the old kind, of which only the namespaces are checked.
final class EventValidation {
  private static final int MOST_TEXT = 128;
  private static final int MOST_NOTE = 1024;
  private static final Set<String> CLUSTER_KINDS =
      Set.of(
          "Node",
          "Namespace",
          "PersistentVolume",
          "ComponentStatus",
          "ClusterRole",
          "ClusterRoleBinding",
          "StorageClass",
          "CSINode",
          "CSIDriver",
          "VolumeAttachment",
          "PriorityClass",
          "RuntimeClass",
          "CertificateSigningRequest",
          "CustomResourceDefinition",
          "APIService",
          "IngressClass",
          "FlowSchema",
          "PriorityLevelConfiguration");

  private EventValidation() {}

  static void create(ObjectNode event, Errors errors) {
    namespaces(event, errors);
    if (!event.get("eventTime").isNull()) modern(event, errors);
  }

  static void update(ObjectNode event, ObjectNode old, Errors errors) {
    create(event, errors);
  }

  private static void namespaces(ObjectNode event, Errors errors) {
    String own = event.at("metadata", "namespace").text();
    String involved = event.at("involvedObject", "namespace").text();
    FieldPath at = FieldPath.of("involvedObject", "namespace");
    boolean clustered = CLUSTER_KINDS.contains(event.at("involvedObject", "kind").text());
    boolean fits =
        involved.isEmpty() && (clustered || unnamed(event))
            ? own.equals("default") || own.equals("kube-system")
            : involved.equals(own);
    if (!fits) errors.add(FieldError.invalid(at, involved, "does not match event.namespace"));
  }

  private static boolean unnamed(ObjectNode event) {
    return event.at("involvedObject", "kind").text().isEmpty();
  }

  private static void modern(ObjectNode event, Errors errors) {
    required("reportingComponent", event, errors);
    Checks.format(
        FieldPath.of("reportingComponent"),
        event.get("reportingComponent").text(),
        Formats::qualifiedName,
        errors);
    required("reportingInstance", event, errors);
    limited("reportingInstance", event, MOST_TEXT, errors);
    required("action", event, errors);
    limited("action", event, MOST_TEXT, errors);
    required("reason", event, errors);
    limited("reason", event, MOST_TEXT, errors);
    limited("message", event, MOST_NOTE, errors);
  }

  private static void required(String name, ObjectNode event, Errors errors) {
    Checks.required(FieldPath.of(name), event.get(name), errors);
  }

  private static void limited(String name, ObjectNode event, int most, Errors errors) {
    if (event.get(name).text().length() > most)
      errors.add(
          FieldError.invalid(FieldPath.of(name), "", "can have at most " + most + " characters"));
  }
}
