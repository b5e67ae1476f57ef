package pilothouse.builtins.storage;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group storage.k8s.io, by path.
public final class StorageStrategies {
  private StorageStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("storage.k8s.io/v1/storageclasses", new StorageClassStrategy());
    all.put("storage.k8s.io/v1/volumeattributesclasses", new VolumeAttributesClassStrategy());
    all.put("storage.k8s.io/v1/csidrivers", new CsiDriverStrategy());
    all.put("storage.k8s.io/v1/csinodes", new CsiNodeStrategy());
    all.put("storage.k8s.io/v1/csistoragecapacities", new CsiStorageCapacityStrategy());
    var volumeAttachment = VolumeAttachmentStrategy.strategy();
    all.put("storage.k8s.io/v1/volumeattachments", volumeAttachment);
    all.put(
        "storage.k8s.io/v1/volumeattachments/status",
        VolumeAttachmentStrategy.status(volumeAttachment));
    return all;
  }
}
