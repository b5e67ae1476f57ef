package pilothouse.server.zpages;

import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlWriter;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.MediaRange;
import pilothouse.server.negotiation.PrettyJson;

/// A page that is text for people, and an object of group `config.k8s.io` for those who ask for exactly that; for any method.
///
/// Source: apiserver `pkg/server/statusz`, `pkg/server/flagz`.
final class ProcessPage {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String TEXT = "text/plain";
  private static final List<String> OFFERED = List.of(JSON, YAML, TEXT);
  private static final String GROUP = "config.k8s.io";
  private static final List<String> VERSIONS = List.of("v1beta1", "v1alpha1");

  /// What the page says now.
  interface Content {
    String text();

    /// The fields after `metadata`.
    ObjectNode fields();
  }

  private final String path;
  private final String kind;
  private final Content content;

  ProcessPage(String path, String kind, Content content) {
    this.path = path;
    this.kind = kind;
    this.content = content;
  }

  Optional<Handler> find(Call call) {
    return call.path().equals(path) ? Optional.of(this::answer) : Optional.empty();
  }

  private Response answer(Call call) {
    if (call.headers().first("Accept").orElse("").isBlank()) return text();
    for (MediaRange range : MediaRange.of(call))
      for (String type : OFFERED) {
        if (!range.covers(type) || range.parameters().containsKey("stream")) continue;
        Optional<Response> found = type.equals(TEXT) ? plain(range) : structured(call, range, type);
        if (found.isPresent()) return found.get();
      }
    throw ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "only the following media types are accepted: " + String.join(", ", OFFERED));
  }

  private Response text() {
    return Response.text(200, content.text());
  }

  private Optional<Response> plain(MediaRange range) {
    return range.transforms() ? Optional.empty() : Optional.of(text());
  }

  private Optional<Response> structured(Call call, MediaRange range, String type) {
    for (String version : VERSIONS)
      if (range.asks(GROUP, version, kind)) return Optional.of(object(call, type, version));
    return Optional.empty();
  }

  private Response object(Call call, String type, String version) {
    if (version.equals("v1alpha1"))
      call.warnings()
          .add(
              "This version of the "
                  + path.substring(1)
                  + " endpoint is deprecated. Please use a newer version.");
    ObjectNode tree =
        ObjectNode.builder()
            .put("kind", kind)
            .put("apiVersion", GROUP + "/" + version)
            .put("metadata", ObjectNode.of("name", "kube-apiserver"))
            .putAll(content.fields())
            .build();
    String contentType = type + ";g=" + GROUP + ";v=" + version + ";as=" + kind;
    return Response.of(200, contentType, encoded(call, tree, type));
  }

  private static Bytes encoded(Call call, ObjectNode tree, String type) {
    if (type.equals(YAML)) return YamlWriter.write(tree);
    return PrettyJson.wanted(call) ? JsonWriter.pretty(tree) : JsonWriter.compact(tree);
  }

  /// How each of these pages begins.
  static String heading(String page) {
    return "\nkube-apiserver "
        + page
        + "\nWarning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees and is for debugging"
        + " purposes only.\n";
  }
}
