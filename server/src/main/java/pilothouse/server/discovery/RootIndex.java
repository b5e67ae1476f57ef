package pilothouse.server.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `/`: all paths there are, whatever the method.
public final class RootIndex {
  private final Supplier<List<ServedGroup>> groups;
  private final Supplier<List<String>> others;

  /// @param others paths that are no API groups: health checks, metrics and the like
  public RootIndex(Supplier<List<ServedGroup>> groups, Supplier<List<String>> others) {
    this.groups = groups;
    this.others = others;
  }

  public Optional<Handler> find(Call call) {
    boolean root = call.path().equals("/") || call.path().equals("/index.html");
    return root ? Optional.of(this::answer) : Optional.empty();
  }

  private Response answer(Call call) {
    var document =
        ObjectNode.builder().put("paths", ResourceLists.texts(new ArrayList<>(paths()))).build();
    return Response.of(200, DiscoveryMedia.JSON, JsonWriter.pretty(document));
  }

  private TreeSet<String> paths() {
    var paths = new TreeSet<>(others.get());
    paths.addAll(List.of("/api", "/apis", "/apis/"));
    for (ServedGroup group : groups.get()) {
      String base = group.name().isEmpty() ? "/api" : "/apis/" + group.name();
      paths.add(base);
      for (ServedGroup.Version version : group.versions()) paths.add(base + "/" + version.name());
    }
    return paths;
  }
}
