package pilothouse.builtins.core;

import java.util.List;
import java.util.Locale;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of storage systems that both pods and persistent volumes can name.
final class StorageSources {
  private static final int MOST_DRIVER = 63;
  private static final String BLOB_URI =
      "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";
  private static final String MANAGED_URI =
      "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";

  private final FieldPath at;
  private final ObjectNode source;
  private final boolean persistent;
  private final Errors errors;

  private StorageSources(FieldPath at, ObjectNode source, boolean persistent, Errors errors) {
    this.at = at;
    this.source = source;
    this.persistent = persistent;
    this.errors = errors;
  }

  /// @param persistent whether a persistent volume names it, whose secrets have a namespace
  static void check(
      String name, FieldPath at, ObjectNode source, boolean persistent, Errors errors) {
    new StorageSources(at, source, persistent, errors).check(name);
  }

  private void check(String name) {
    switch (name) {
      case "gcePersistentDisk" -> disk("pdName", 255);
      case "awsElasticBlockStore" -> disk("volumeID", 255);
      case "nfs" -> nfs();
      case "iscsi" -> iscsi();
      case "glusterfs" -> {
        required("endpoints");
        required("path");
        Node namespace = source.get("endpointsNamespace");
        if (persistent && !namespace.isNull() && namespace.text().isEmpty())
          errors.add(
              FieldError.invalid(
                  at.child("endpointsNamespace"),
                  "",
                  "if the endpointnamespace is set, it must be a valid namespace name"));
      }
      case "flocker" -> flocker();
      case "rbd" -> {
        monitors();
        required("image");
      }
      case "cinder" -> {
        required("volumeID");
        secret("secretRef");
      }
      case "cephfs" -> monitors();
      case "quobyte" -> quobyte();
      case "fc" -> fc();
      case "flexVolume" -> flex();
      case "azureFile" -> azureFile();
      case "vsphereVolume" -> required("volumePath");
      case "photonPersistentDisk" -> required("pdID");
      case "portworxVolume" -> required("volumeID");
      case "azureDisk" -> azureDisk();
      case "storageos" -> storageOs();
      case "scaleIO" -> {
        required("gateway");
        required("system");
        required("volumeName");
      }
      default -> {}
    }
  }

  private void required(String name) {
    Checks.required(at.child(name), source.get(name), errors);
  }

  private void disk(String name, int most) {
    required(name);
    long partition = source.get("partition").number(0);
    if (partition < 0 || partition > most)
      errors.add(
          FieldError.invalid(
              at.child("partition"), partition, Formats.inRange(partition, 1, most).getFirst()));
  }

  private void nfs() {
    required("server");
    required("path");
    String path = source.get("path").text();
    if (!path.startsWith("/"))
      errors.add(FieldError.invalid(at.child("path"), path, "must be an absolute path"));
  }

  private void iscsi() {
    required("targetPortal");
    String iqn = source.get("iqn").text();
    if (iqn.isEmpty()) errors.add(FieldError.required(at.child("iqn"), ""));
    else if (!named(iqn))
      errors.add(FieldError.invalid(at.child("iqn"), iqn, "must be valid format"));
    Checks.inRange(at.child("lun"), source.get("lun"), 0, 255, errors);
    boolean chap =
        source.get("chapAuthDiscovery").bool(false) || source.get("chapAuthSession").bool(false);
    if (chap && source.get("secretRef").isNull())
      errors.add(FieldError.required(at.child("secretRef"), ""));
    if (!source.get("secretRef").isNull()) {
      Checks.required(at.child("secretRef", "name"), source.at("secretRef", "name"), errors);
    }
    if (source.has("initiatorName")) initiator(source.get("initiatorName").text());
  }

  private void initiator(String name) {
    FieldPath path = at.child("initiatorname");
    if (!name.startsWith("iqn") && !name.startsWith("eui") && !name.startsWith("naa"))
      errors.add(
          FieldError.invalid(path, name, "must be valid format starting with iqn, eui, or naa"));
    else if (!named(name)) errors.add(FieldError.invalid(path, name, "must be valid format"));
  }

  private static boolean named(String name) {
    return name.matches("iqn\\.\\d{4}-\\d{2}\\.([a-z0-9.-]+)(:.*)?")
        || name.matches("eui\\.[0-9A-Fa-f]{16}")
        || name.matches("naa\\.[0-9A-Fa-f]{32}");
  }

  private void flocker() {
    String name = source.get("datasetName").text();
    String uuid = source.get("datasetUUID").text();
    if (name.isEmpty() && uuid.isEmpty())
      errors.add(FieldError.required(at, "one of datasetName and datasetUUID is required"));
    if (!name.isEmpty() && !uuid.isEmpty())
      errors.add(
          FieldError.invalid(
              at, "resource", "datasetName and datasetUUID can not be specified simultaneously"));
    if (name.contains("/"))
      errors.add(FieldError.invalid(at.child("datasetName"), name, "must not contain '/'"));
  }

  private void monitors() {
    if (source.get("monitors").items().isEmpty())
      errors.add(FieldError.required(at.child("monitors"), ""));
  }

  private void quobyte() {
    String registry = source.get("registry").text();
    if (registry.isEmpty()) {
      errors.add(
          FieldError.required(
              at.child("registry"),
              "must be a host:port pair or multiple pairs separated by commas"));
    } else if (registry.length() > 65) {
      errors.add(
          FieldError.invalid(at.child("registry"), registry, "must be less than 65 characters"));
    } else {
      for (String pair : registry.split(",", -1))
        if (!pair.matches("\\[?[^\\]]+\\]?:[^:]+"))
          errors.add(
              FieldError.invalid(
                  at.child("registry"),
                  registry,
                  "must be a host:port pair or multiple pairs separated by commas"));
    }
    required("volume");
  }

  private void fc() {
    int names = source.get("targetWWNs").items().size();
    int ids = source.get("wwids").items().size();
    if (names == 0 && ids == 0)
      errors.add(
          FieldError.required(
              at.child("targetWWNs"), "must specify either targetWWNs or wwids, but not both"));
    if (names > 0 && ids > 0)
      errors.add(
          FieldError.invalid(
              at.child("targetWWNs"),
              source.get("targetWWNs"),
              "targetWWNs and wwids can not be specified simultaneously"));
    if (names == 0) return;
    if (source.has("lun")) Checks.inRange(at.child("lun"), source.get("lun"), 0, 255, errors);
    else
      errors.add(
          FieldError.required(at.child("lun"), "lun is required if targetWWNs is specified"));
  }

  private void flex() {
    required("driver");
    for (String key : source.get("options").object().names()) {
      String group = key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
      if (group.endsWith("kubernetes.io") || group.endsWith("k8s.io"))
        errors.add(
            FieldError.invalid(
                at.child("options").key(key),
                key,
                "kubernetes.io and k8s.io namespaces are reserved"));
    }
  }

  private void azureFile() {
    required("secretName");
    required("shareName");
    if (!persistent) return;
    Node namespace = source.get("secretNamespace");
    if (!namespace.isNull() && namespace.text().isEmpty())
      errors.add(FieldError.required(at.child("secretNamespace"), ""));
  }

  private void azureDisk() {
    String uri = source.get("diskURI").text();
    required("diskName");
    required("diskURI");
    Checks.oneOfIfGiven(
        at.child("cachingMode"),
        source.get("cachingMode"),
        List.of("None", "ReadOnly", "ReadWrite"),
        errors);
    String kind = source.get("kind").text();
    Checks.oneOfIfGiven(
        at.child("kind"), source.get("kind"), List.of("Dedicated", "Managed", "Shared"), errors);
    if (kind.equals("Managed") && !uri.startsWith("/subscriptions/"))
      errors.add(FieldError.notSupported(at.child("diskURI"), uri, List.of(MANAGED_URI)));
    if (!kind.equals("Managed") && !uri.startsWith("https://"))
      errors.add(FieldError.notSupported(at.child("diskURI"), uri, List.of(BLOB_URI)));
  }

  private void storageOs() {
    Checks.requiredFormat(
        at.child("volumeName"), source.get("volumeName"), Formats::dnsLabel, errors);
    Checks.formatIfSet(
        at.child("volumeNamespace"), source.get("volumeNamespace"), Formats::dnsLabel, errors);
    secret("secretRef");
  }

  private void secret(String name) {
    if (!(source.get(name) instanceof ObjectNode ref)) return;
    Checks.required(at.child(name, "name"), ref.get("name"), errors);
    if (persistent) Checks.required(at.child(name, "namespace"), ref.get("namespace"), errors);
  }

  /// The name of a CSI driver: a DNS name, in either case, of at most 63 bytes.
  static void driver(FieldPath at, Node driver, Errors errors) {
    String name = driver.text();
    if (name.isEmpty()) errors.add(FieldError.required(at, ""));
    if (name.length() > MOST_DRIVER) errors.add(FieldError.tooLong(at, MOST_DRIVER));
    if (!name.isEmpty())
      for (String wrong : Formats.dnsSubdomain(name.toLowerCase(Locale.ROOT)))
        errors.add(FieldError.invalid(at, name, wrong));
  }
}
