package pilothouse.builtins.core;

import static pilothouse.builtins.meta.Edit.absent;
import static pilothouse.builtins.meta.Edit.blank;
import static pilothouse.builtins.meta.Edit.each;
import static pilothouse.builtins.meta.Edit.inside;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The defaults of volumes, in pods and in persistent volumes.
final class VolumeDefaults {
  private VolumeDefaults() {}

  /// A volume that names no source is an `emptyDir`.
  static ObjectNode volume(ObjectNode volume) {
    if (volume.size() <= (volume.has("name") ? 1 : 0))
      return volume.with("emptyDir", ObjectNode.EMPTY);
    ObjectNode out = source(volume);
    out = inside(out, "secret", PodDefaults::mode);
    out = inside(out, "configMap", PodDefaults::mode);
    out =
        inside(
            out, "downwardAPI", s -> PodDefaults.mode(each(s, "items", PodDefaults::fieldVersion)));
    out =
        inside(
            out,
            "projected",
            s -> PodDefaults.mode(each(s, "sources", VolumeDefaults::projection)));
    out = inside(out, "image", VolumeDefaults::image);
    out = inside(out, "ephemeral", VolumeDefaults::ephemeral);
    return out;
  }

  /// What pod volumes and persistent volumes have in common.
  static ObjectNode source(ObjectNode volume) {
    ObjectNode out = inside(volume, "hostPath", s -> absent(s, "type", new StringNode("")));
    out = inside(out, "iscsi", s -> blank(s, "iscsiInterface", "default"));
    out = inside(out, "rbd", VolumeDefaults::rbd);
    out = inside(out, "azureDisk", VolumeDefaults::azureDisk);
    return inside(out, "scaleIO", VolumeDefaults::scaleIo);
  }

  private static ObjectNode rbd(ObjectNode rbd) {
    return blank(blank(blank(rbd, "pool", "rbd"), "user", "admin"), "keyring", "/etc/ceph/keyring");
  }

  private static ObjectNode azureDisk(ObjectNode disk) {
    ObjectNode out = absent(disk, "cachingMode", new StringNode("ReadWrite"));
    out = absent(out, "fsType", new StringNode("ext4"));
    out = absent(out, "readOnly", false);
    return absent(out, "kind", new StringNode("Shared"));
  }

  private static ObjectNode scaleIo(ObjectNode source) {
    return blank(blank(source, "storageMode", "ThinProvisioned"), "fsType", "xfs");
  }

  private static ObjectNode projection(ObjectNode projection) {
    ObjectNode source = projection.without("clusterTrustBundle");
    ObjectNode out = inside(source, "serviceAccountToken", PodDefaults::tokenSeconds);
    return inside(out, "downwardAPI", s -> each(s, "items", PodDefaults::fieldVersion));
  }

  private static ObjectNode image(ObjectNode image) {
    return blank(image, "pullPolicy", ImageTag.pullPolicy(image.get("reference").text()));
  }

  private static ObjectNode ephemeral(ObjectNode ephemeral) {
    return inside(ephemeral, "volumeClaimTemplate", t -> inside(t, "spec", ClaimDefaults::spec));
  }
}
