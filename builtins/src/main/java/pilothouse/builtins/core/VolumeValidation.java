package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Quantities;

/// The checks of a pod's volumes. A volume that is wrong in any way counts as absent for whoever mounts it.
final class VolumeValidation {
  private static final int MOST_MODE = 0777;
  private static final List<String> HOST_PATHS =
      List.of(
          "",
          "BlockDevice",
          "CharDevice",
          "Directory",
          "DirectoryOrCreate",
          "File",
          "FileOrCreate",
          "Socket");
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> DOWNWARD_FIELDS =
      List.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid");

  private final ObjectNode spec;
  private final ObjectNode metadata;
  private final Errors errors;

  private VolumeValidation(ObjectNode spec, ObjectNode metadata, Errors errors) {
    this.spec = spec;
    this.metadata = metadata;
    this.errors = errors;
  }

  /// @param valid takes the volumes that are right, by name
  static void volumes(
      ObjectNode spec,
      ObjectNode metadata,
      FieldPath at,
      Map<String, ObjectNode> valid,
      Errors errors) {
    List<Node> volumes = spec.get("volumes").items();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < volumes.size(); i++) {
      var found = new Errors();
      ObjectNode volume = volumes.get(i).object();
      FieldPath path = at.index(i);
      new VolumeValidation(spec, metadata, found).volume(path, volume);
      String name = volume.get("name").text();
      Checks.requiredFormat(path.child("name"), volume.get("name"), Formats::dnsLabel, found);
      if (names.contains(name)) found.add(FieldError.duplicate(path.child("name"), name));
      errors.addAll(found.list());
      if (!found.isEmpty()) continue;
      names.add(name);
      valid.put(name, volume);
    }
  }

  private static final List<String> SOURCES =
      List.of(
          "emptyDir",
          "hostPath",
          "gitRepo",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "secret",
          "nfs",
          "iscsi",
          "glusterfs",
          "flocker",
          "persistentVolumeClaim",
          "rbd",
          "cinder",
          "cephfs",
          "quobyte",
          "downwardAPI",
          "fc",
          "flexVolume",
          "configMap",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "storageos",
          "projected",
          "scaleIO",
          "csi",
          "ephemeral",
          "image");

  private void volume(FieldPath at, ObjectNode volume) {
    boolean any = false;
    for (String name : SOURCES) {
      if (!volume.has(name)) continue;
      if (any)
        errors.add(FieldError.forbidden(at.child(name), "may not specify more than 1 volume type"));
      else source(at.child(name), name, volume);
      any = true;
    }
    if (!any) errors.add(FieldError.required(at, "must specify a volume type"));
  }

  private void source(FieldPath at, String name, ObjectNode volume) {
    ObjectNode source = volume.get(name).object();
    switch (name) {
      case "emptyDir" -> emptyDir(at, source);
      case "hostPath" -> hostPath(at, source, errors);
      case "gitRepo" -> gitRepo(at, source);
      case "secret" -> secret(at, source);
      case "persistentVolumeClaim" ->
          Checks.required(at.child("claimName"), source.get("claimName"), errors);
      case "downwardAPI" -> downward(at, source);
      case "configMap" -> configMap(at, source);
      case "projected" -> projected(at, source);
      case "csi" -> csi(at, source);
      case "ephemeral" -> ephemeral(at, source, volume.get("name").text());
      case "image" -> image(at, source);
      case "gcePersistentDisk" ->
          StorageSources.check(
              name, at.parent().orElse(at).child("persistentDisk"), source, false, errors);
      default -> StorageSources.check(name, at, source, false, errors);
    }
  }

  private void emptyDir(FieldPath at, ObjectNode source) {
    if (source.has("sizeLimit") && Quantities.value(source.get("sizeLimit")).signum() < 0)
      errors.add(
          FieldError.forbidden(
              at.child("sizeLimit"), "SizeLimit field must be a valid resource quantity"));
  }

  static void hostPath(FieldPath at, ObjectNode source, Errors errors) {
    String path = source.get("path").text();
    if (path.isEmpty()) {
      errors.add(FieldError.required(at.child("path"), ""));
      return;
    }
    Paths.noBacksteps(at.child("path"), path, errors);
    Checks.oneOfIfGiven(at.child("type"), source.get("type"), HOST_PATHS, errors);
  }

  private void gitRepo(FieldPath at, ObjectNode source) {
    Checks.required(at.child("repository"), source.get("repository"), errors);
    Paths.descending(at.child("directory"), source.get("directory").text(), errors);
  }

  private void secret(FieldPath at, ObjectNode source) {
    Checks.required(at.child("secretName"), source.get("secretName"), errors);
    defaultMode(at, source);
    items(at, source.get("items").items());
  }

  private void configMap(FieldPath at, ObjectNode source) {
    Checks.required(at.child("name"), source.get("name"), errors);
    defaultMode(at, source);
    items(at, source.get("items").items());
  }

  private void defaultMode(FieldPath at, ObjectNode source) {
    if (source.has("defaultMode")) mode(at.child("defaultMode"), source.get("defaultMode"));
  }

  private void mode(FieldPath at, Node mode) {
    long number = mode.number(0);
    if (number < 0 || number > MOST_MODE)
      errors.add(
          FieldError.invalid(
              at, number, "must be a number between 0 and 0777 (octal), both inclusive"));
  }

  private void items(FieldPath at, List<Node> items) {
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.child("items").index(i);
      Node item = items.get(i);
      Checks.required(path.child("key"), item.get("key"), errors);
      if (Checks.required(path.child("path"), item.get("path"), errors))
        Paths.unreserved(path.child("path"), item.get("path").text(), errors);
      if (!item.get("mode").isNull()) mode(path.child("mode"), item.get("mode"));
    }
  }

  private void downward(FieldPath at, ObjectNode source) {
    defaultMode(at, source);
    for (Node file : source.get("items").items()) downwardFile(at, file);
  }

  private void downwardFile(FieldPath at, Node file) {
    if (Checks.required(at.child("path"), file.get("path"), errors))
      Paths.unreserved(at.child("path"), file.get("path").text(), errors);
    boolean field = !file.get("fieldRef").isNull();
    boolean resource = !file.get("resourceFieldRef").isNull();
    if (field) {
      FieldRefs.field(at.child("fieldRef"), file.get("fieldRef"), DOWNWARD_FIELDS, errors);
      if (resource)
        errors.add(
            FieldError.invalid(
                at,
                "resource",
                "fieldRef and resourceFieldRef can not be specified simultaneously"));
    } else if (resource) {
      FieldRefs.resource(at.child("resourceFieldRef"), file.get("resourceFieldRef"), true, errors);
    } else {
      errors.add(FieldError.required(at, "one of fieldRef and resourceFieldRef is required"));
    }
    if (!file.get("mode").isNull()) mode(at.child("mode"), file.get("mode"));
  }

  private void projected(FieldPath at, ObjectNode source) {
    defaultMode(at, source);
    Set<String> paths = new HashSet<>();
    List<Node> sources = source.get("sources").items();
    for (int i = 0; i < sources.size(); i++)
      projection(at, at.child("sources").index(i), sources.get(i).object(), paths);
  }

  private void projection(FieldPath at, FieldPath path, ObjectNode source, Set<String> paths) {
    int sources = 0;
    for (String name :
        List.of(
            "secret",
            "configMap",
            "downwardAPI",
            "serviceAccountToken",
            "clusterTrustBundle",
            "podCertificate")) {
      if (!source.has(name)) continue;
      sources++;
      if (sources > 1) {
        errors.add(
            FieldError.forbidden(path.child(name), "may not specify more than 1 volume type"));
        continue;
      }
      ObjectNode inner = source.get(name).object();
      switch (name) {
        case "secret", "configMap" -> {
          Checks.required(path.child(name, "name"), inner.get("name"), errors);
          List<Node> items = inner.get("items").items();
          items(path.child(name), items);
          for (Node item : items) unique(at, item, paths);
        }
        case "downwardAPI" -> {
          for (Node item : inner.get("items").items()) {
            downwardFile(path.child(name), item);
            unique(at, item, paths);
          }
        }
        case "serviceAccountToken" -> {
          token(path.child(name), inner);
          path(at.child("path"), inner);
          unique(at, inner, paths);
        }
        case "clusterTrustBundle" -> {
          bundle(path.child(name), inner);
          unique(at, inner, paths);
        }
        default -> certificate(path.child(name), inner);
      }
    }
  }

  private void path(FieldPath at, ObjectNode token) {
    if (Checks.required(at, token.get("path"), errors))
      Paths.unreserved(at, token.get("path").text(), errors);
  }

  private void unique(FieldPath at, Node item, Set<String> paths) {
    String path = item.get("path").text();
    if (!path.isEmpty() && !paths.add(path))
      errors.add(FieldError.invalid(at, path, "conflicting duplicate paths"));
  }

  private void token(FieldPath at, ObjectNode token) {
    if (!metadata.isEmpty() && spec.get("serviceAccountName").text().isEmpty())
      errors.add(
          FieldError.forbidden(at, "must not be specified when serviceAccountName is not set"));
    long seconds = token.get("expirationSeconds").number(0);
    if (seconds < 600)
      errors.add(
          FieldError.invalid(
              at.child("expirationSeconds"),
              seconds,
              "may not specify a duration less than 10 minutes"));
    if (seconds > 1L << 32)
      errors.add(
          FieldError.invalid(
              at.child("expirationSeconds"),
              seconds,
              "may not specify a duration larger than 2^32 seconds"));
  }

  private void bundle(FieldPath at, ObjectNode bundle) {
    boolean name = bundle.has("name");
    boolean signer = bundle.has("signerName");
    if (name && signer)
      errors.add(FieldError.invalid(at, bundle, "only one of name and signerName may be used"));
    else if (!name && !signer)
      errors.add(FieldError.required(at, "either name or signerName must be specified"));
    path(at.child("path"), bundle);
  }

  private void certificate(FieldPath at, ObjectNode certificate) {
    Checks.required(at.child("signerName"), certificate.get("signerName"), errors);
    Checks.required(at.child("keyType"), certificate.get("keyType"), errors);
  }

  private void csi(FieldPath at, ObjectNode source) {
    StorageSources.driver(at.child("driver"), source.get("driver"), errors);
    if (source.has("nodePublishSecretRef"))
      Checks.required(
          at.child("nodePublishSecretRef", "name"),
          source.at("nodePublishSecretRef", "name"),
          errors);
  }

  private void image(FieldPath at, ObjectNode source) {
    String reference = source.get("reference").text();
    if (reference.isEmpty()) errors.add(FieldError.required(at.child("reference"), ""));
    else ContainerValidation.padded(at.child("reference"), reference, errors);
    Checks.oneOf(at.child("pullPolicy"), source.get("pullPolicy"), PULL_POLICIES, errors);
  }

  /// The claim that is made for an ephemeral volume bears the names of the pod and the volume.
  private void ephemeral(FieldPath at, ObjectNode source, String volume) {
    Node template = source.get("volumeClaimTemplate");
    if (template.isNull()) {
      errors.add(FieldError.required(at.child("volumeClaimTemplate"), ""));
      return;
    }
    String pod = metadata.get("name").text();
    if (!pod.isEmpty()) {
      String name = pod + "-" + volume;
      for (String wrong : Formats.dnsSubdomain(name))
        errors.add(
            FieldError.invalid(
                at.parent().orElse(at).child("name"),
                volume,
                "PVC name " + FieldError.quote(name) + ": " + wrong));
    }
    ClaimTemplates.check(at.child("volumeClaimTemplate"), template.object(), errors);
  }
}
