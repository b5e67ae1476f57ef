package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of namespaces.
final class NamespaceValidation {
  private static final List<String> STANDARD =
      List.of("kubernetes", "orphan", "foregroundDeletion");

  private NamespaceValidation() {}

  static void finalizers(ObjectNode namespace, Errors errors) {
    FieldPath at = FieldPath.of("spec", "finalizers");
    for (Node finalizer : namespace.at("spec", "finalizers").items()) {
      String name = finalizer.text();
      Checks.format(at, name, Formats::qualifiedName, errors);
      if (!name.contains("/") && !STANDARD.contains(name))
        errors.add(
            FieldError.invalid(
                at, name, "name is neither a standard finalizer name nor is it fully qualified"));
    }
  }

  static void status(ObjectNode namespace, ObjectNode old, Errors errors) {
    String phase = namespace.at("status", "phase").text();
    boolean deleted = !namespace.at("metadata", "deletionTimestamp").isNull();
    FieldPath at = FieldPath.of("status", "Phase");
    if (!deleted && !phase.equals("Active"))
      errors.add(
          FieldError.invalid(at, phase, "may only be 'Active' if `deletionTimestamp` is empty"));
    if (deleted && !phase.equals("Terminating"))
      errors.add(
          FieldError.invalid(
              at, phase, "may only be 'Terminating' if `deletionTimestamp` is not empty"));
  }
}
