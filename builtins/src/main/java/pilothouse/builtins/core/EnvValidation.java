package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of environment variables and of what they are taken from.
final class EnvValidation {
  private static final List<String> FIELDS =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");

  private EnvValidation() {}

  static void env(FieldPath at, Node env, Errors errors) {
    List<Node> items = env.items();
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.index(i);
      Checks.requiredFormat(
          path.child("name"), items.get(i).get("name"), Formats::envVarName, errors);
      valueFrom(path.child("valueFrom"), items.get(i), errors);
    }
  }

  private static void valueFrom(FieldPath at, Node env, Errors errors) {
    if (!(env.get("valueFrom") instanceof ObjectNode from)) return;
    int sources = 0;
    for (String name : from.names()) if (!from.get(name).isNull()) sources++;
    if (from.has("fieldRef"))
      FieldRefs.field(at.child("fieldRef"), from.get("fieldRef"), FIELDS, errors);
    if (from.has("resourceFieldRef"))
      FieldRefs.resource(at.child("resourceFieldRef"), from.get("resourceFieldRef"), false, errors);
    for (String name : List.of("configMapKeyRef", "secretKeyRef"))
      if (from.has(name)) keyRef(at.child(name), from.get(name), errors);
    if (from.has("fileKeyRef")) fileKeyRef(at.child("fileKeyRef"), from.get("fileKeyRef"), errors);
    if (sources == 0)
      invalid(
          at,
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
          errors);
    else if (!env.get("value").text().isEmpty())
      invalid(at, "may not be specified when `value` is not empty", errors);
    else if (sources > 1)
      invalid(at, "may not have more than one field specified at a time", errors);
  }

  private static void invalid(FieldPath at, String why, Errors errors) {
    errors.add(FieldError.invalid(at, "", why));
  }

  private static void keyRef(FieldPath at, Node ref, Errors errors) {
    Checks.format(at.child("name"), ref.get("name").text(), Formats::dnsSubdomain, errors);
    Checks.requiredFormat(at.child("key"), ref.get("key"), Formats::configMapKey, errors);
  }

  private static void fileKeyRef(FieldPath at, Node ref, Errors errors) {
    Checks.requiredFormat(at.child("key"), ref.get("key"), Formats::envVarName, errors);
    String volume = ref.get("volumeName").text();
    if (volume.isEmpty()) errors.add(FieldError.required(at.child("volumeName"), ""));
    if (Checks.required(at.child("path"), ref.get("path"), errors))
      Paths.inVolume(at.child("path"), ref.get("path").text(), errors);
  }

  /// Checks that files of variables lie in volumes that the pod makes itself.
  ///
  /// @param volumes all that the pod names, right or wrong
  static void volumes(FieldPath at, Node env, List<Node> volumes, Errors errors) {
    List<Node> items = env.items();
    for (int i = 0; i < items.size(); i++) {
      String volume = items.get(i).at("valueFrom", "fileKeyRef", "volumeName").text();
      FieldPath path = at.index(i).child("valueFrom", "fileKeyRef", "volumeName");
      if (volume.isEmpty()) continue;
      var named = volumes.stream().filter(v -> v.get("name").text().equals(volume)).toList();
      if (named.isEmpty()) errors.add(FieldError.notFound(path, volume));
      else if (!named.stream().allMatch(v -> v.object().has("emptyDir")))
        errors.add(FieldError.invalid(path, volume, "referenced volume must be of type emptyDir"));
    }
  }

  static void envFrom(FieldPath at, Node envFrom, Errors errors) {
    List<Node> items = envFrom.items();
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.index(i);
      Node source = items.get(i);
      Checks.formatIfSet(path.child("prefix"), source.get("prefix"), Formats::envVarName, errors);
      int sources = 0;
      for (String name : List.of("configMapRef", "secretRef")) {
        if (source.get(name).isNull()) continue;
        sources++;
        Checks.requiredFormat(
            path.child(name, "name"), source.at(name, "name"), Formats::dnsSubdomain, errors);
      }
      if (sources == 0) invalid(at, "must specify one of: `configMapRef` or `secretRef`", errors);
      if (sources > 1) invalid(at, "may not have more than one field specified at a time", errors);
    }
  }
}
