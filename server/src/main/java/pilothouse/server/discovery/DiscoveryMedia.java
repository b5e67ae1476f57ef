package pilothouse.server.discovery;

import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.server.http.Call;
import pilothouse.server.negotiation.MediaRange;
import pilothouse.server.negotiation.RouteErrors;

/// In which form a client wants a discovery document.
///
/// Upstream's router compares media types literally, its handlers then read parameters; where a path has both, both can refuse.
///
/// @param type `application/json`, `application/yaml` or protobuf's
/// @param aggregated everything in one document, rather than one of the old ones
record DiscoveryMedia(String type, boolean aggregated) {
  static final String JSON = "application/json";
  static final String YAML = "application/yaml";
  static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final List<String> OFFERED = List.of(JSON, YAML, PROTOBUF);
  private static final String PARAMETERS = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  String contentType() {
    return aggregated ? type + PARAMETERS : type;
  }

  /// Refuses what the router refuses.
  static void route(Call call) {
    RouteErrors.requireOneOf(call, OFFERED);
  }

  /// An aggregated document wherever any clause allows it, however little it is wanted.
  static DiscoveryMedia choose(Call call, boolean mayAggregate) {
    List<MediaRange> ranges = MediaRange.of(call);
    if (mayAggregate) {
      for (MediaRange range : ranges) {
        Optional<String> type = offered(range);
        if (type.isPresent() && range.asks("apidiscovery.k8s.io", "v2", "APIGroupDiscoveryList"))
          return new DiscoveryMedia(type.get(), true);
      }
    }
    for (MediaRange range : ranges) {
      Optional<String> type = offered(range);
      if (type.isPresent() && !range.transforms()) return new DiscoveryMedia(type.get(), false);
    }
    throw ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "only the following media types are accepted: " + String.join(", ", OFFERED));
  }

  private static Optional<String> offered(MediaRange range) {
    return OFFERED.stream().filter(range::covers).findFirst();
  }
}
