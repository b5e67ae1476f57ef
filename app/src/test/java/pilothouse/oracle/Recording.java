package pilothouse.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// One file of recorded exchanges with kube-apiserver 1.36.3: scenarios, each in a namespace of its own.
record Recording(String name, List<Scenario> scenarios) {

  /// @param head its name, and whether it needs a namespace
  /// @param steps requests, each with the answer under `want`
  record Scenario(String name, Map<String, Object> head, List<Map<String, Object>> steps) {}

  /// All of them: discovery first, as it lists every group there is.
  static List<Recording> all() throws IOException {
    var files = new ArrayList<Path>();
    try (var found = Files.walk(folder())) {
      found
          .filter(f -> f.toString().endsWith(".jsonl.gz"))
          .filter(f -> !f.getParent().endsWith("etcd")) // what is stored, not what is answered
          .forEach(files::add);
    }
    files.sort(
        Comparator.comparing((Path f) -> !f.endsWith("discovery.jsonl.gz"))
            .thenComparing(f -> !f.getParent().endsWith("rest"))
            .thenComparing(Path::toString));
    var out = new ArrayList<Recording>();
    for (Path file : files) out.add(read(file));
    return out;
  }

  private static Path folder() {
    try {
      URI uri = Recording.class.getResource("/oracle/rest").toURI();
      return Path.of(uri).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Recording read(Path file) throws IOException {
    String name = file.getParent().getFileName() + "/" + file.getFileName();
    var scenarios = new ArrayList<Scenario>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank()) continue;
        var map = Json.object(Json.parse(line));
        if (map.containsKey("scenario"))
          scenarios.add(new Scenario((String) map.get("scenario"), map, new ArrayList<>()));
        else scenarios.getLast().steps().add(map);
      }
    }
    return new Recording(name.replace(".jsonl.gz", ""), scenarios);
  }
}
