package pilothouse.server.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.server.http.Call;
import pilothouse.server.negotiation.MediaRange;
import pilothouse.server.negotiation.PrettyJson;
import pilothouse.server.negotiation.RouteErrors;
import pilothouse.server.rest.Representation.Shape;

/// Which representation a call gets, by its Accept header, its `pretty` parameter and its user agent; and in which a body comes.
///
/// Upstream asks twice: its router compares media types literally (so that `application/*` is refused), the handlers then read parameters.
/// Source: apiserver `pkg/endpoints/handlers/negotiation`; go-restful `route.go`.
public final class Negotiation {
  private static final Set<String> VERSIONS = Set.of("v1", "v1beta1");

  private Negotiation() {}

  /// Checks what the router checks.
  ///
  /// @param streams the endpoint can watch
  static void route(Call call, List<Encoding> offered, boolean streams) {
    RouteErrors.requireOneOf(call, produced(offered, streams));
  }

  private static List<String> produced(List<Encoding> offered, boolean streams) {
    var types = new ArrayList<String>();
    for (Encoding encoding : offered) types.add(encoding.mediaType());
    if (streams) for (Encoding encoding : offered) encoding.streamType().ifPresent(types::add);
    return types;
  }

  /// @throws ApiException `NotAcceptable` where nothing offered is wanted
  static Representation answer(Call call, List<Encoding> offered) {
    String header = MediaRange.accept(call);
    if (header.equals("application/json") || header.equals("*/*"))
      return new Representation(Encoding.JSON, Shape.WHOLE, "v1", PrettyJson.wanted(call));
    return choose(call, header, offered)
        .orElseThrow(() -> notAcceptable(offered.stream().map(Encoding::mediaType).toList()));
  }

  /// @throws ApiException `NotAcceptable` where the representation has no frames
  static void requireStream(Representation as, List<Encoding> offered) {
    if (as.encoding().streamType().isPresent()) return;
    throw notAcceptable(offered.stream().flatMap(e -> e.streamType().stream()).toList());
  }

  private static ApiException notAcceptable(List<String> types) {
    return ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "only the following media types are accepted: " + String.join(", ", types));
  }

  private static Optional<Representation> choose(Call call, String header, List<Encoding> offered) {
    for (MediaRange range : MediaRange.parse(header))
      for (Encoding encoding : offered) {
        if (!range.covers(encoding.mediaType())) continue;
        Optional<Representation> found = accepted(call, range, encoding);
        if (found.isPresent()) return found;
      }
    return Optional.empty();
  }

  private static Optional<Representation> accepted(Call call, MediaRange range, Encoding encoding) {
    Map<String, String> parameters = range.parameters();
    String stream = parameters.getOrDefault("stream", "watch");
    if (!stream.equals("watch")) return Optional.empty();
    if (parameters.containsKey("stream") && encoding.streamType().isEmpty())
      return Optional.empty();
    boolean pretty =
        encoding == Encoding.JSON
            && (parameters.getOrDefault("pretty", "").equals("1") || PrettyJson.wanted(call));
    if (!range.transforms())
      return Optional.of(new Representation(encoding, Shape.WHOLE, "v1", pretty));
    String version = parameters.getOrDefault("v", "");
    if (!parameters.getOrDefault("g", "").equals("meta.k8s.io") || !VERSIONS.contains(version))
      return Optional.empty();
    return shape(parameters.getOrDefault("as", ""), encoding)
        .map(shape -> new Representation(encoding, shape, version, pretty));
  }

  private static Optional<Shape> shape(String kind, Encoding encoding) {
    return switch (kind) {
      case "Table" -> encoding == Encoding.PROTOBUF ? Optional.empty() : Optional.of(Shape.TABLE);
      case "PartialObjectMetadata" -> Optional.of(Shape.PARTIAL);
      case "PartialObjectMetadataList" -> Optional.of(Shape.PARTIAL_LIST);
      default -> Optional.empty();
    };
  }

  /// The encoding of a request's body.
  ///
  /// @throws ApiException `UnsupportedMediaType`
  static Encoding body(Call call, List<Encoding> offered) {
    String header = call.headers().first("Content-Type").orElse("");
    if (header.isEmpty()) return offered.getFirst();
    String type = mediaType(header);
    return Encoding.of(type, offered)
        .orElseThrow(() ->
            ApiException.of(
                Reason.UNSUPPORTED_MEDIA_TYPE,
                "the body of the request was in an unknown format - accepted media types include: "
                    + String.join(", ", offered.stream().map(Encoding::mediaType).toList())));
  }

  /// A Content-Type without its parameters, in lower case.
  static String mediaType(String header) {
    return bare(header).toLowerCase(java.util.Locale.ROOT);
  }

  /// A Content-Type without its parameters, as the router compares it.
  static String bare(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).trim();
  }
}
