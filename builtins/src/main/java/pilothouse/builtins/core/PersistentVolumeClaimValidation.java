package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.Selectors;
import pilothouse.builtins.meta.UnifiedDiff;

/// The checks of persistent volume claims.
///
/// Source: kubernetes `pkg/apis/core/validation/validation.go`.
public final class PersistentVolumeClaimValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> RESIZES =
      List.of(
          "ControllerResizeInProgress",
          "ControllerResizeInfeasible",
          "NodeResizeInProgress",
          "NodeResizeInfeasible",
          "NodeResizePending");
  private static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");

  private PersistentVolumeClaimValidation() {}

  public static void create(ObjectNode claim, Errors errors) {
    spec(SPEC, claim.get("spec").object(), errors);
  }

  /// Checks a claim's spec, alone or in a template.
  public static void spec(FieldPath at, ObjectNode spec, Errors errors) {
    AccessModes.check(
        at.child("accessModes"),
        spec.get("accessModes").items(),
        "at least 1 access mode is required",
        errors);
    Selectors.check(at.child("selector"), spec.get("selector"), errors);
    storage(at.child("resources"), spec, errors);
    if (!spec.get("storageClassName").text().isEmpty())
      Checks.format(
          at.child("storageClassName"),
          spec.get("storageClassName").text(),
          Formats::dnsSubdomain,
          errors);
    Checks.oneOfIfGiven(at.child("volumeMode"), spec.get("volumeMode"), VOLUME_MODES, errors);
    sources(at, spec, errors);
    if (!spec.get("volumeAttributesClassName").text().isEmpty())
      Checks.format(
          at.child("volumeAttributesClassName"),
          spec.get("volumeAttributesClassName").text(),
          Formats::dnsSubdomain,
          errors);
  }

  private static void storage(FieldPath at, ObjectNode spec, Errors errors) {
    Node requested = spec.at("resources", "requests", "storage");
    if (requested.isNull()) errors.add(FieldError.required(at.key("storage"), ""));
    else positive(at.key("storage"), requested, errors);
  }

  static void positive(FieldPath at, Node quantity, Errors errors) {
    if (Quantities.value(quantity).signum() <= 0)
      errors.add(FieldError.invalid(at, Quantities.text(quantity), "must be greater than zero"));
  }

  private static void sources(FieldPath at, ObjectNode spec, Errors errors) {
    Node source = spec.get("dataSource");
    Node ref = spec.get("dataSourceRef");
    if (!source.isNull()) source(at.child("dataSource"), source, errors);
    if (!ref.isNull()) {
      source(at.child("dataSourceRef"), ref, errors);
      Checks.formatIfSet(
          at.child("dataSourceRef", "namespace"), ref.get("namespace"), Formats::dnsLabel, errors);
    }
    if (!ref.get("namespace").text().isEmpty()) {
      if (!source.isNull())
        errors.add(
            FieldError.invalid(
                at,
                ObjectNode.EMPTY,
                "may not be specified when dataSourceRef.namespace is specified"));
      return;
    }
    if (!source.isNull() && !ref.isNull() && !source.equals(ref))
      errors.add(FieldError.invalid(at, ObjectNode.EMPTY, "must match dataSourceRef"));
  }

  private static void source(FieldPath at, Node source, Errors errors) {
    Checks.required(at.child("name"), source.get("name"), errors);
    Checks.required(at.child("kind"), source.get("kind"), errors);
    String group = source.get("apiGroup").text();
    if (group.isEmpty() && !source.get("kind").text().equals("PersistentVolumeClaim"))
      errors.add(
          FieldError.invalid(
              at,
              source.get("kind").text(),
              "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
    if (!group.isEmpty()) Checks.format(at.child("apiGroup"), group, Formats::dnsSubdomain, errors);
  }

  static void update(ObjectNode claim, ObjectNode old, Errors errors) {
    create(claim, errors);
    ObjectNode spec = claim.get("spec").object();
    ObjectNode before = old.get("spec").object();
    boolean bound = old.at("status", "phase").text().equals("Bound");
    changed(spec, before, bound, errors);
    size(spec, before, old, errors);
    storageClass(claim, old, errors);
    Checks.immutable(
        FieldPath.of("volumeMode"), spec.get("volumeMode"), before.get("volumeMode"), errors);
    attributesClass(spec, before, old, errors);
  }

  /// Only what a binding decides, the size and the attributes class may change.
  private static void changed(ObjectNode spec, ObjectNode before, boolean bound, Errors errors) {
    ObjectNode allowed = spec;
    if (before.get("volumeName").text().isEmpty() && spec.has("volumeName"))
      allowed = allowed.without("volumeName");
    if (bound) {
      Node size = before.at("resources", "requests", "storage");
      boolean asked = spec.at("resources", "requests") instanceof ObjectNode;
      if (!size.isNull() && asked)
        allowed = allowed.withAt(List.of("resources", "requests", "storage"), size);
    }
    if (bound) allowed = keep(allowed, before, "volumeAttributesClassName");
    if (allowed.equals(before)) return;
    errors.add(
        FieldError.forbidden(
            SPEC,
            "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n"
                + diff(before, allowed)));
  }

  private static void storageClass(ObjectNode claim, ObjectNode old, Errors errors) {
    String key = "volume.beta.kubernetes.io/storage-class";
    Node now = claim.at("metadata", "annotations", key);
    if (!now.text().equals(old.at("metadata", "annotations", key).text()))
      errors.add(
          FieldError.invalid(
              FieldPath.of("metadata", "annotations", key), now.text(), Checks.IMMUTABLE));
  }

  private static ObjectNode keep(ObjectNode spec, ObjectNode before, String name) {
    return before.has(name) ? spec.with(name, before.get(name)) : spec.without(name);
  }

  private static String diff(ObjectNode before, ObjectNode spec) {
    return UnifiedDiff.of(
        InternalForm.of("PersistentVolumeClaimSpec", before),
        InternalForm.of("PersistentVolumeClaimSpec", spec));
  }

  private static void size(ObjectNode spec, ObjectNode before, ObjectNode old, Errors errors) {
    Node now = spec.at("resources", "requests", "storage");
    Node then = before.at("resources", "requests", "storage");
    if (Quantities.compare(now, then) >= 0) return;
    if (Quantities.compare(now, old.at("status", "capacity", "storage")) <= 0)
      errors.add(
          FieldError.forbidden(
              SPEC.child("resources", "requests", "storage"),
              "field can not be less than status.capacity"));
  }

  private static void attributesClass(
      ObjectNode spec, ObjectNode before, ObjectNode old, Errors errors) {
    Node now = spec.get("volumeAttributesClassName");
    Node then = before.get("volumeAttributesClassName");
    FieldPath at = SPEC.child("volumeAttributesClassName");
    if (now.equals(then)) return;
    boolean current = !old.at("status", "currentVolumeAttributesClassName").isNull();
    if (!then.isNull() && now.isNull() && current)
      errors.add(
          FieldError.forbidden(
              at,
              "update to nil is forbidden when status.currentVolumeAttributesClassName is not nil"));
    else if (!now.isNull() && now.text().isEmpty() && current)
      errors.add(
          FieldError.forbidden(
              at,
              "update to empty string is forbidden when status.currentVolumeAttributesClassName is not nil"));
  }

  static void status(ObjectNode claim, ObjectNode old, Errors errors) {
    FieldPath at = FieldPath.of("status");
    ObjectNode capacity = claim.at("status", "capacity").object();
    for (String name : Checks.keys(capacity))
      PersistentVolumeValidation.storable(
          at.child("capacity").key(name), capacity.get(name), errors);
    ObjectNode allocated = claim.at("status", "allocatedResources").object();
    for (String name : Checks.keys(allocated)) {
      if (supported(at.child("allocatedResources"), name, errors))
        PersistentVolumeValidation.storable(
            at.child("allocatedResources").key(name), allocated.get(name), errors);
    }
    ObjectNode states = claim.at("status", "allocatedResourceStatuses").object();
    for (String name : Checks.keys(states))
      if (supported(at.child("allocatedResourceStatuses"), name, errors)
          && !RESIZES.contains(states.get(name).text()))
        errors.add(FieldError.notSupported(at.child("allocatedResourceStatuses"), name, RESIZES));
  }

  private static boolean supported(FieldPath at, String name, Errors errors) {
    Checks.format(at, name, Formats::qualifiedName, errors);
    if (name.contains("/") || name.equals("storage")) return true;
    errors.add(FieldError.notSupported(at, name, List.of("storage")));
    return false;
  }
}
