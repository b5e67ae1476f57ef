package pilothouse.registry.admission;

import pilothouse.api.tree.ObjectNode;

/// One rule of admission. Refuses by throwing an [pilothouse.api.ApiException].
public interface AdmissionPlugin {
  /// As `--enable-admission-plugins` names it.
  String name();

  /// Whether [#mutate] and [#validate] are called for it.
  boolean handles(Operation operation);

  /// The object, changed or not. Not called for deletes, which have none.
  default ObjectNode mutate(AdmissionRequest request, ObjectNode object) {
    return object;
  }

  /// Called for what has no object to change, in the mutating phase: deletes and connects.
  default void mutateWithoutObject(AdmissionRequest request) {}

  default void validate(AdmissionRequest request) {}
}
