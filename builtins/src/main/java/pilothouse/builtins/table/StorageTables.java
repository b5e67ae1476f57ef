package pilothouse.builtins.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;
import pilothouse.registry.TableColumns.RowOf;

/// Rows of volumes, claims and the kinds of storage.k8s.io.
final class StorageTables {
  static final Map<String, RowOf> ROWS =
      Map.of(
          "v1/PersistentVolume", StorageTables::volume,
          "v1/PersistentVolumeClaim", StorageTables::claim,
          "storage.k8s.io/v1/StorageClass", StorageTables::storageClass,
          "storage.k8s.io/v1/VolumeAttributesClass", StorageTables::attributesClass,
          "storage.k8s.io/v1/VolumeAttachment", StorageTables::attachment,
          "storage.k8s.io/v1/CSINode", StorageTables::csiNode,
          "storage.k8s.io/v1/CSIDriver", StorageTables::csiDriver);

  /// In the order in which cells list them.
  private static final List<Map.Entry<String, String>> MODES =
      List.of(
          Map.entry("ReadWriteOnce", "RWO"),
          Map.entry("ReadOnlyMany", "ROX"),
          Map.entry("ReadWriteMany", "RWX"),
          Map.entry("ReadWriteOncePod", "RWOP"));

  private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

  private StorageTables() {}

  private static Row volume(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("0", "spec", "capacity", "storage")
        .text(modes(object.at("spec", "accessModes")))
        .text("", "spec", "persistentVolumeReclaimPolicy")
        .text(phase(object))
        .text(claimOf(object.at("spec", "claimRef")))
        .text(classOf(object))
        .text(Cells.UNSET, "spec", "volumeAttributesClassName")
        .text("", "status", "reason")
        .age()
        .text(Cells.UNSET, "spec", "volumeMode")
        .row();
  }

  private static String claimOf(Node reference) {
    if (reference.isNull()) return "";
    return reference.get("namespace").text() + "/" + reference.get("name").text();
  }

  private static Row claim(ObjectNode object, Instant now) {
    boolean bound = !object.at("spec", "volumeName").text().isEmpty();
    return Cells.named(object, now)
        .text(phase(object))
        .text("", "spec", "volumeName")
        .text(bound ? Cells.orElse(object.at("status", "capacity", "storage").text(), "0") : "")
        .text(bound ? modes(object.at("status", "accessModes")) : "")
        .text(classOf(object))
        .text(Cells.UNSET, "spec", "volumeAttributesClassName")
        .age()
        .text(Cells.UNSET, "spec", "volumeMode")
        .row();
  }

  private static String phase(Node object) {
    return Cells.deleting(object) ? "Terminating" : object.at("status", "phase").text();
  }

  private static String classOf(Node object) {
    Node old = object.at("metadata", "annotations", OLD_CLASS);
    return old.isNull() ? object.at("spec", "storageClassName").text() : old.text();
  }

  private static String modes(Node modes) {
    Set<String> given = modes.items().stream().map(Node::text).collect(Collectors.toSet());
    return MODES.stream()
        .filter(m -> given.contains(m.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(","));
  }

  private static Row storageClass(ObjectNode object, Instant now) {
    boolean main =
        Cells.annotatedTrue(
            object,
            "storageclass.kubernetes.io/is-default-class",
            "storageclass.beta.kubernetes.io/is-default-class");
    return Cells.of(object, now)
        .text(Cells.nameOf(object) + (main ? " (default)" : ""))
        .text("", "provisioner")
        .text("Delete", "reclaimPolicy")
        .text("Immediate", "volumeBindingMode")
        .bool(false, "allowVolumeExpansion")
        .age()
        .row();
  }

  private static Row attributesClass(ObjectNode object, Instant now) {
    boolean main = Cells.annotatedTrue(object, "storageclass.kubernetes.io/is-default-class");
    return Cells.of(object, now)
        .text(Cells.nameOf(object) + (main ? " (default)" : ""))
        .text("", "driverName")
        .age()
        .row();
  }

  private static Row attachment(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("", "spec", "attacher")
        .text("", "spec", "source", "persistentVolumeName")
        .text("", "spec", "nodeName")
        .bool(false, "status", "attached")
        .age()
        .row();
  }

  private static Row csiNode(ObjectNode object, Instant now) {
    return Cells.named(object, now).number(object.at("spec", "drivers").items().size()).age().row();
  }

  private static Row csiDriver(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .bool(true, "spec", "attachRequired")
        .bool(false, "spec", "podInfoOnMount")
        .bool(false, "spec", "storageCapacity")
        .text(audiences(object.at("spec", "tokenRequests")))
        .bool(false, "spec", "requiresRepublish")
        .text(Cells.orElse(joined(object.at("spec", "volumeLifecycleModes")), Cells.NONE))
        .age()
        .row();
  }

  private static String audiences(Node requests) {
    if (requests.isNull()) return Cells.UNSET;
    return requests.items().stream()
        .map(r -> r.get("audience").text())
        .collect(Collectors.joining(","));
  }

  private static String joined(Node texts) {
    return String.join(",", texts.items().stream().map(Node::text).toList());
  }
}
