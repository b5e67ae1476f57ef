package pilothouse.wire.etcd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.storage.Expectation;
import pilothouse.storage.Store;

/// What kube-apiserver 1.36.3 has left in etcd.
final class RecordedCluster {
  private RecordedCluster() {}

  /// @param path where it is served
  /// @param served as kube-apiserver answered it
  record Recorded(String path, Node served) {}

  /// Puts everything of a recording into a store; what of it is served.
  static List<Recorded> load(String name, Store store) throws IOException {
    var objects = new ArrayList<Recorded>();
    var resource = RecordedCluster.class.getResourceAsStream("/oracle/etcd/" + name + ".jsonl.gz");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        var row = JsonReader.tree(Bytes.utf8(line).unsafeArray());
        var value = Bytes.wrap(Base64.getDecoder().decode(row.get("value").text()));
        String key = row.get("key").text();
        // The servers that live: the one that wrote this does no more.
        if (key.contains("serverleases/") || key.contains("/masterleases/")) continue;
        store.put(key, value, Expectation.ANY);
        // Of flow schemas a controller changed the status between the two recordings.
        if (!row.get("get").text().isEmpty() && !key.startsWith("/registry/flowschemas/"))
          objects.add(new Recorded(row.get("get").text(), row.get("served")));
      }
    }
    return objects;
  }
}
