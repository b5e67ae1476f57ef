package pilothouse.builtins.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.core.ContainerResources;
import pilothouse.builtins.core.SchedulingValidation;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Runtime classes: the handler that runs a pod, fixed once created.
///
/// Source: kubernetes `pkg/apis/node/validation/validation.go`.
public final class RuntimeClassStrategy implements Strategy {
  private static final FieldPath HANDLER = FieldPath.of("handler");
  private static final FieldPath SCHEDULING = FieldPath.of("scheduling");

  @Override
  public void validate(ObjectNode runtimeClass, WriteContext context, Errors errors) {
    Checks.requiredFormat(HANDLER, runtimeClass.get("handler"), Formats::dnsLabel, errors);
    Node overhead = runtimeClass.at("overhead", "podFixed");
    ContainerResources.container(
        FieldPath.of("overhead"), ObjectNode.of("limits", overhead.object()), Set.of(), errors);
    Node scheduling = runtimeClass.get("scheduling");
    Checks.labels(SCHEDULING.child("nodeSelector"), scheduling.get("nodeSelector"), errors);
    tolerations(scheduling.get("tolerations"), SCHEDULING.child("tolerations"), errors);
  }

  private static void tolerations(Node tolerations, FieldPath at, Errors errors) {
    SchedulingValidation.tolerations(at, tolerations, errors);
    List<Node> seen = new ArrayList<>();
    for (Node toleration : tolerations.items()) {
      if (seen.contains(toleration))
        errors.add(
            FieldError.duplicate(at.index(seen.size()), InternalForm.of("Toleration", toleration)));
      seen.add(toleration);
    }
  }

  @Override
  public void validateUpdate(
      ObjectNode runtimeClass, ObjectNode old, WriteContext context, Errors errors) {
    validate(runtimeClass, context, errors);
    Checks.immutable(
        HANDLER,
        new StringNode(runtimeClass.get("handler").text()),
        new StringNode(old.get("handler").text()),
        errors);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
