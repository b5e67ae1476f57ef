package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.UnifiedDiff;

/// The checks of persistent volumes.
final class PersistentVolumeValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> SOURCES =
      List.of(
          "hostPath",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "glusterfs",
          "flocker",
          "nfs",
          "rbd",
          "quobyte",
          "cephfs",
          "iscsi",
          "cinder",
          "fc",
          "flexVolume",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "scaleIO",
          "local",
          "storageos",
          "csi");

  private PersistentVolumeValidation() {}

  static void create(ObjectNode volume, Errors errors) {
    ObjectNode spec = volume.get("spec").object();
    AccessModes.check(SPEC.child("accessModes"), spec.get("accessModes").items(), "", errors);
    capacity(spec, errors);
    if (!spec.get("persistentVolumeReclaimPolicy").text().isEmpty())
      Checks.oneOf(
          SPEC.child("persistentVolumeReclaimPolicy"),
          spec.get("persistentVolumeReclaimPolicy"),
          List.of("Delete", "Recycle", "Retain"),
          errors);
    boolean affine = affinity(spec, errors);
    sources(SPEC, spec, affine, errors);
    rest(spec, errors);
  }

  private static void capacity(ObjectNode spec, Errors errors) {
    FieldPath at = SPEC.child("capacity");
    ObjectNode capacity = spec.get("capacity").object();
    if (capacity.isEmpty()) errors.add(FieldError.required(at, ""));
    if (capacity.size() != 1 || !capacity.has("storage"))
      errors.add(
          new FieldError(
              FieldError.Kind.NOT_SUPPORTED,
              at.toString(),
              (capacity.isEmpty() ? NullNode.NULL : capacity).toString(),
              "supported values: \"storage\""));
    for (String name : Checks.keys(capacity)) {
      Node quantity = capacity.get(name);
      storable(at.key(name), quantity, errors);
      PersistentVolumeClaimValidation.positive(at.key(name), quantity, errors);
    }
  }

  /// A quantity that is not negative, told in the words of volumes.
  static void storable(FieldPath at, Node quantity, Errors errors) {
    if (Quantities.value(quantity).signum() < 0)
      errors.add(
          FieldError.invalid(
              at, Quantities.value(quantity).longValue(), "must be a valid resource quantity"));
  }

  private static boolean affinity(ObjectNode spec, Errors errors) {
    if (!spec.has("nodeAffinity")) return false;
    FieldPath at = SPEC.child("nodeAffinity", "required");
    Node required = spec.at("nodeAffinity", "required");
    if (required.isNull())
      errors.add(FieldError.required(at, "must specify required node constraints"));
    else NodeSelectorValidation.selector(at, required, errors);
    return true;
  }

  static void sources(FieldPath parent, ObjectNode spec, boolean affine, Errors errors) {
    boolean any = false;
    for (String name : SOURCES) {
      if (!spec.has(name)) continue;
      FieldPath at = parent.child(name);
      if (any) errors.add(FieldError.forbidden(at, "may not specify more than 1 volume type"));
      else source(parent, name, spec.get(name).object(), affine, errors);
      any = true;
    }
    if (!any) errors.add(FieldError.required(parent, "must specify a volume type"));
    boolean root = spec.at("hostPath", "path").text().equals("/");
    if (root && spec.get("persistentVolumeReclaimPolicy").text().equals("Recycle"))
      errors.add(
          FieldError.forbidden(
              parent.child("persistentVolumeReclaimPolicy"),
              "may not be 'recycle' for a hostPath mount of '/'"));
  }

  private static void source(
      FieldPath parent, String name, ObjectNode source, boolean affine, Errors errors) {
    FieldPath at = parent.child(name);
    switch (name) {
      case "hostPath" -> VolumeValidation.hostPath(at, source, errors);
      case "csi" -> csi(at, source, errors);
      case "local" -> {
        if (Checks.required(at.child("path"), source.get("path"), errors))
          Paths.noBacksteps(at.child("path"), source.get("path").text(), errors);
        if (!affine)
          errors.add(
              FieldError.required(
                  parent.child("nodeAffinity"), "Local volume requires node affinity"));
      }
      default -> StorageSources.check(name, at, source, true, errors);
    }
  }

  private static void csi(FieldPath at, ObjectNode source, Errors errors) {
    StorageSources.driver(at.child("driver"), source.get("driver"), errors);
    Checks.required(at.child("volumeHandle"), source.get("volumeHandle"), errors);
    for (String ref :
        List.of(
            "controllerPublishSecretRef",
            "controllerExpandSecretRef",
            "nodePublishSecretRef",
            "nodeExpandSecretRef")) {
      if (!source.has(ref)) continue;
      FieldPath path = at.child(ref);
      Node name = source.at(ref, "name");
      if (Checks.required(path.child("name"), name, errors) && ref.equals("nodeExpandSecretRef"))
        Checks.format(path.child("name"), name.text(), Formats::dnsSubdomain, errors);
      Checks.requiredFormat(
          path.child("namespace"), source.at(ref, "namespace"), Formats::dnsLabel, errors);
    }
  }

  private static void rest(ObjectNode spec, Errors errors) {
    Checks.formatIfSet(
        SPEC.child("storageClassName"),
        spec.get("storageClassName"),
        Formats::dnsSubdomain,
        errors);
    Checks.oneOfIfGiven(
        SPEC.child("volumeMode"), spec.get("volumeMode"), List.of("Block", "Filesystem"), errors);
    if (!spec.has("volumeAttributesClassName")) return;
    FieldPath at = SPEC.child("volumeAttributesClassName");
    String name = spec.get("volumeAttributesClassName").text();
    if (name.isEmpty()) errors.add(FieldError.required(at, "an empty string is disallowed"));
    else Checks.format(at, name, Formats::dnsSubdomain, errors);
    if (!spec.has("csi"))
      errors.add(
          FieldError.required(
              SPEC.child("csi"), "has to be specified when using volumeAttributesClassName"));
  }

  /// The volume is checked twice, as upstream does it: a wrong one is reported with each cause doubled.
  static void update(ObjectNode volume, ObjectNode old, Errors errors) {
    create(volume, errors);
    create(volume, errors);
    ObjectNode spec = volume.get("spec").object();
    ObjectNode before = old.get("spec").object();
    source(spec, before, errors);
    Checks.immutable(
        FieldPath.of("volumeMode"), spec.get("volumeMode"), before.get("volumeMode"), errors);
    if (before.has("nodeAffinity") && !spec.get("nodeAffinity").equals(before.get("nodeAffinity")))
      errors.add(
          FieldError.invalid(
              FieldPath.of("nodeAffinity"),
              InternalForm.of("*VolumeNodeAffinity", spec.get("nodeAffinity")),
              "field is immutable, except for updating from beta label to GA"));
    if (before.has("volumeAttributesClassName") && !spec.has("volumeAttributesClassName"))
      errors.add(
          FieldError.forbidden(
              SPEC.child("volumeAttributesClassName"),
              "update from non-nil value to nil is forbidden"));
  }

  private static void source(ObjectNode spec, ObjectNode before, Errors errors) {
    Node now = InternalForm.of("PersistentVolumeSource", spec);
    Node then = InternalForm.of("PersistentVolumeSource", before);
    if (now.equals(then)) return;
    errors.add(
        FieldError.forbidden(
            SPEC.child("persistentvolumesource"),
            "spec.persistentvolumesource is immutable after creation\n"
                + UnifiedDiff.of(then, now)));
  }

  static void status(ObjectNode volume, ObjectNode old, Errors errors) {
    if (volume.at("metadata", "resourceVersion").text().isEmpty())
      errors.add(FieldError.required(FieldPath.of("resourceVersion"), ""));
  }
}
