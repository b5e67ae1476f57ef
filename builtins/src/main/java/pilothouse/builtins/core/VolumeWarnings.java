package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What a client is warned of in volumes: sources that are gone, and paths that hide each other.
final class VolumeWarnings {
  private static final Map<String, String> DEPRECATED = deprecations();

  private VolumeWarnings() {}

  private static Map<String, String> deprecations() {
    var all = new LinkedHashMap<String, String>();
    all.put(
        "photonPersistentDisk",
        "photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+");
    all.put("gitRepo", "gitRepo: deprecated in v1.11, and disabled by default in v1.33+");
    all.put("scaleIO", "scaleIO: deprecated in v1.16, non-functional in v1.22+");
    all.put("flocker", "flocker: deprecated in v1.22, non-functional in v1.25+");
    all.put("storageos", "storageOS: deprecated in v1.22, non-functional in v1.25+");
    all.put("quobyte", "quobyte: deprecated in v1.22, non-functional in v1.25+");
    all.put("glusterfs", "glusterfs: deprecated in v1.25, non-functional in v1.26+");
    all.put("cephfs", "cephfs: deprecated in v1.28, non-functional in v1.31+");
    all.put("rbd", "rbd: deprecated in v1.28, non-functional in v1.31+");
    return all;
  }

  static void deprecated(ObjectNode source, FieldPath at, List<String> found) {
    for (Map.Entry<String, String> entry : DEPRECATED.entrySet())
      if (source.has(entry.getKey())) found.add(at + "." + entry.getValue());
  }

  static void overlaps(Node volume, List<String> found) {
    String name = volume.get("name").text();
    if (!volume.get("configMap").isNull())
      items(
          name,
          "ConfigMap " + FieldError.quote(volume.at("configMap", "name").text()),
          volume.at("configMap", "items"),
          found);
    if (!volume.get("secret").isNull())
      items(
          name,
          "Secret " + FieldError.quote(volume.at("secret", "secretName").text()),
          volume.at("secret", "items"),
          found);
    if (!volume.get("downwardAPI").isNull())
      items(name, "DownwardAPI", volume.at("downwardAPI", "items"), found);
    if (volume.at("projected", "sources").items().stream().anyMatch(s -> s.object().isEmpty()))
      found.add("volume " + FieldError.quote(name) + " (Projected) has no sources provided");
  }

  private static void items(String volume, String source, Node items, List<String> found) {
    var seen = new ArrayList<String>();
    for (Node item : items.items()) {
      String path = item.get("path").text();
      for (String other : seen)
        if (overlap(path, other))
          found.add(
              "volume "
                  + FieldError.quote(volume)
                  + " ("
                  + source
                  + "): overlapping paths: "
                  + FieldError.quote(path)
                  + " with "
                  + FieldError.quote(other));
      seen.add(path);
    }
  }

  private static boolean overlap(String a, String b) {
    return a.equals(b) || a.startsWith(b + "/") || b.startsWith(a + "/");
  }
}
