package pilothouse.server.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.server.http.Call;

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

  private record Range(String type, double quality, Map<String, String> parameters) {
    boolean plain() {
      return !parameters.containsKey("g")
          && !parameters.containsKey("v")
          && !parameters.containsKey("as");
    }

    boolean aggregated() {
      return parameters.getOrDefault("g", "").equals("apidiscovery.k8s.io")
          && parameters.getOrDefault("v", "").equals("v2")
          && parameters.getOrDefault("as", "").equals("APIGroupDiscoveryList");
    }

    Optional<String> offered() {
      return OFFERED.stream().filter(this::covers).findFirst();
    }

    private boolean covers(String offered) {
      if (type.equals(offered) || type.equals("*/*") || type.equals("*")) return true;
      return type.endsWith("/*") && offered.startsWith(type.substring(0, type.length() - 1));
    }
  }

  String contentType() {
    return aggregated ? type + PARAMETERS : type;
  }

  /// Refuses what the router refuses.
  static void route(Call call, List<String> produced) {
    for (Range range : ranges(call)) {
      if (range.type.equals("*/*") || produced.contains(range.type)) return;
    }
    throw new ApiException(
        Status.failure(
            Reason.NOT_ACCEPTABLE,
            "406: Not Acceptable\n\nAvailable representations: " + String.join(", ", produced),
            Status.Details.NONE));
  }

  static void route(Call call) {
    route(call, OFFERED);
  }

  /// An aggregated document wherever any clause allows it, however little it is wanted.
  static DiscoveryMedia choose(Call call, boolean mayAggregate) {
    List<Range> ranges = ranges(call);
    if (mayAggregate) {
      for (Range range : ranges) {
        Optional<String> type = range.offered();
        if (range.aggregated() && type.isPresent()) return new DiscoveryMedia(type.get(), true);
      }
    }
    for (Range range : ranges) {
      Optional<String> type = range.offered();
      if (range.plain() && type.isPresent()) return new DiscoveryMedia(type.get(), false);
    }
    throw ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "only the following media types are accepted: " + String.join(", ", OFFERED));
  }

  private static List<Range> ranges(Call call) {
    String header = String.join(",", call.headers().all("Accept"));
    var ranges = new ArrayList<Range>();
    for (String clause : (header.isBlank() ? "*/*" : header).split(",")) ranges.add(range(clause));
    ranges.sort(Comparator.comparingDouble((Range r) -> -r.quality));
    return ranges;
  }

  private static Range range(String clause) {
    String[] parts = clause.split(";");
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) continue;
      parameters.put(parts[i].substring(0, equals).trim(), parts[i].substring(equals + 1).trim());
    }
    return new Range(parts[0].trim(), quality(parameters), parameters);
  }

  private static double quality(Map<String, String> parameters) {
    try {
      return Double.parseDouble(parameters.getOrDefault("q", "1"));
    } catch (NumberFormatException odd) {
      return 1;
    }
  }
}
