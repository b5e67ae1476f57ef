package pilothouse.builtins.core;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of a volume that an attachment carries in itself instead of naming it.
///
/// Source: kubernetes `pkg/apis/core/validation/validation.go`, for inline volumes.
public final class InlineVolumeValidation {
  private static final String CONTEXT = "in the context of inline volumes";

  private InlineVolumeValidation() {}

  public static void check(FieldPath at, ObjectNode spec, Errors errors) {
    absent(at, spec, "claimRef", errors);
    absent(at, spec, "capacity", errors);
    if (!spec.has("csi"))
      errors.add(FieldError.required(at.child("csi"), "has to be specified " + CONTEXT));
    AccessModes.check(at.child("accessModes"), spec.get("accessModes").items(), "", errors);
    PersistentVolumeValidation.sources(at, spec, spec.has("nodeAffinity"), errors);
    String reclaim = spec.get("persistentVolumeReclaimPolicy").text();
    if (!reclaim.isEmpty() && !reclaim.equals("Retain"))
      errors.add(
          FieldError.forbidden(
              at.child("persistentVolumeReclaimPolicy"), "may only be Retain " + CONTEXT));
    Node affinity = spec.at("nodeAffinity", "required");
    if (!affinity.isNull())
      NodeSelectorValidation.selector(at.child("nodeAffinity", "required"), affinity, errors);
    absent(at, spec, "storageClassName", errors);
    Node mode = spec.get("volumeMode");
    if (!mode.isNull() && !mode.text().equals("Filesystem"))
      errors.add(
          FieldError.forbidden(
              at.child("volumeMode"),
              "may not specify volumeMode other than Filesystem " + CONTEXT));
    Checks.formatIfSet(
        at.child("volumeAttributesClassName"),
        spec.get("volumeAttributesClassName"),
        Formats::dnsSubdomain,
        errors);
  }

  private static void absent(FieldPath at, ObjectNode spec, String name, Errors errors) {
    Node value = spec.get(name);
    boolean empty = value.isNull() || value instanceof ObjectNode map && map.isEmpty();
    if (!empty) errors.add(FieldError.forbidden(at.child(name), "may not be specified " + CONTEXT));
  }
}
