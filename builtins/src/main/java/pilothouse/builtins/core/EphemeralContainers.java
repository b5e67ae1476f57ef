package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The checks of ephemeral containers, which may use less of a container's fields.
final class EphemeralContainers {
  private static final List<String> FORBIDDEN =
      List.of(
          "ports",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle",
          "resources",
          "resizePolicy",
          "restartPolicy",
          "restartPolicyRules");

  private EphemeralContainers() {}

  static void check(
      ObjectNode spec, FieldPath at, BiConsumer<FieldPath, ObjectNode> common, Errors errors) {
    List<Node> containers = spec.get("ephemeralContainers").items();
    Set<String> others = new HashSet<>();
    for (String list : List.of("containers", "initContainers"))
      for (Node container : spec.get(list).items()) others.add(container.get("name").text());
    Set<String> names = new HashSet<>(others);
    for (int i = 0; i < containers.size(); i++) {
      FieldPath path = at.index(i);
      ObjectNode container = containers.get(i).object();
      common.accept(path, container);
      String name = container.get("name").text();
      if (!names.add(name)) errors.add(FieldError.duplicate(path.child("name"), name));
      String target = container.get("targetContainerName").text();
      if (!target.isEmpty() && !others.contains(target))
        errors.add(FieldError.notFound(path.child("targetContainerName"), target));
      forbidden(path, container, errors);
    }
  }

  private static void forbidden(FieldPath path, ObjectNode container, Errors errors) {
    for (String name : FORBIDDEN)
      if (!empty(container.get(name)))
        errors.add(
            FieldError.forbidden(path.child(name), "cannot be set for an Ephemeral Container"));
    List<Node> mounts = container.get("volumeMounts").items();
    for (int i = 0; i < mounts.size(); i++)
      for (String name : List.of("subPath", "subPathExpr"))
        if (!mounts.get(i).get(name).text().isEmpty())
          errors.add(
              FieldError.forbidden(
                  path.child("volumeMounts").index(i).child(name),
                  "cannot be set for an Ephemeral Container"));
  }

  private static boolean empty(Node value) {
    return value.isNull() || (value instanceof ObjectNode object && object.isEmpty());
  }
}
