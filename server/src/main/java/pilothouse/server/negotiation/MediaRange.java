package pilothouse.server.negotiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pilothouse.server.http.Call;

/// One clause of an Accept header, such as `application/json;as=Table;g=meta.k8s.io;v=v1;q=0.5`.
///
/// Source: munnerz/goautoneg, which upstream parses with.
///
/// @param parameters all but the quality
public record MediaRange(String type, double quality, Map<String, String> parameters) {

  /// What a call accepts, most wanted first; equal ones in the order given. Several headers count as one, none as `*/*`.
  public static List<MediaRange> of(Call call) {
    return parse(accept(call));
  }

  /// The Accept header as one text.
  public static String accept(Call call) {
    List<String> all = call.headers().all("Accept");
    String joined = all.size() == 1 ? all.getFirst() : String.join(",", all);
    return joined.isBlank() ? "*/*" : joined;
  }

  public static List<MediaRange> parse(String header) {
    var ranges = new ArrayList<MediaRange>();
    for (String clause : header.split(",")) {
      MediaRange range = clause(clause.trim());
      if (!range.type.isEmpty()) ranges.add(range);
    }
    ranges.sort(Comparator.comparingDouble((MediaRange r) -> -r.quality));
    return ranges;
  }

  private static MediaRange clause(String text) {
    String[] parts = text.split(";");
    var parameters = new LinkedHashMap<String, String>();
    double quality = 1;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) continue;
      String name = parts[i].substring(0, equals).trim();
      String value = parts[i].substring(equals + 1).trim();
      if (name.equals("q")) quality = quality(value);
      else parameters.put(name, value);
    }
    return new MediaRange(parts.length == 0 ? "" : parts[0].trim(), quality, parameters);
  }

  private static double quality(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  public boolean covers(String mediaType) {
    if (type.equals(mediaType) || type.equals("*/*") || type.equals("*")) return true;
    return type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
  }

  /// Whether another kind of object is asked for than the answer's own.
  public boolean transforms() {
    return parameters.containsKey("as")
        || parameters.containsKey("g")
        || parameters.containsKey("v");
  }

  /// Whether it asks for this very kind.
  public boolean asks(String group, String version, String kind) {
    return parameters.getOrDefault("g", "").equals(group)
        && parameters.getOrDefault("v", "").equals(version)
        && parameters.getOrDefault("as", "").equals(kind);
  }
}
