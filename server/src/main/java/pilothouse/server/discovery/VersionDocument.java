package pilothouse.server.discovery;

import java.util.List;
import java.util.Optional;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.RouteErrors;

/// `/version`: the Kubernetes version that is spoken, and what this server is built of.
public final class VersionDocument {
  private final ObjectNode document;

  /// Upstream tells the commit of Kubernetes that it was built of, the date of that build, and its Go. This server is built of no commit of Kubernetes, so
  /// the first two may be empty, which clients take; in place of Go stands Java.
  ///
  /// @param gitVersion such as `v1.36.3`; clients compare its numbers
  public VersionDocument(String gitVersion, String commit, String buildDate) {
    this.document =
        ObjectNode.builder()
            .put("major", "1")
            .put("minor", "36")
            .put("emulationMajor", "1")
            .put("emulationMinor", "36")
            .put("minCompatibilityMajor", "1")
            .put("minCompatibilityMinor", "35")
            .put("gitVersion", gitVersion)
            .put("gitCommit", commit)
            .put("gitTreeState", "clean")
            .put("buildDate", buildDate)
            .put("goVersion", "java" + Runtime.version().feature())
            .put("compiler", "javac")
            .put("platform", platform())
            .build();
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    return system + "/" + (machine.equals("x86_64") ? "amd64" : machine);
  }

  public Optional<Handler> find(Call call) {
    String path = call.path();
    if (path.equals("/version") || path.equals("/version/")) return Optional.of(this::answer);
    return path.startsWith("/version/") ? Optional.of(VersionDocument::unknown) : Optional.empty();
  }

  private Response answer(Call call) {
    RouteErrors.requireGet(call);
    RouteErrors.requireOneOf(call, List.of(DiscoveryMedia.JSON));
    // Upstream indents this one for everybody.
    return Response.of(200, DiscoveryMedia.JSON, JsonWriter.pretty(document));
  }

  private static Response unknown(Call call) {
    throw RouteErrors.noSuchResource();
  }
}
