package pilothouse.builtins.core;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The two fields that name what a claim is filled from; the newer one also takes kinds and namespaces that the older does not.
final class DataSources {
  private DataSources() {}

  /// Drops what the old field never took, then lets each follow the other.
  static ObjectNode normalized(ObjectNode spec, ObjectNode old) {
    ObjectNode out = spec;
    boolean before = old.has("dataSource") || old.has("dataSourceRef");
    if (!before && !spec.has("dataSourceRef") && !known(spec.get("dataSource")))
      out = out.without("dataSource");
    if (out.has("dataSource") && !out.has("dataSourceRef"))
      return out.with("dataSourceRef", out.get("dataSource"));
    if (!out.has("dataSource")
        && out.get("dataSourceRef") instanceof ObjectNode ref
        && !ref.has("namespace")) return out.with("dataSource", ref);
    return out;
  }

  private static boolean known(Node source) {
    String group = source.get("apiGroup").text();
    String kind = source.get("kind").text();
    if (group.isEmpty()) return kind.equals("PersistentVolumeClaim");
    return group.equals("snapshot.storage.k8s.io") && kind.equals("VolumeSnapshot");
  }
}
