package pilothouse.server.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One clause of an Accept header, such as `application/json;as=Table;g=meta.k8s.io;v=v1;q=0.5`.
///
/// Source: munnerz/goautoneg, which upstream parses with.
record MediaRange(String type, double quality, Map<String, String> parameters) {

  /// The clauses, most wanted first; equal ones in the order given.
  static List<MediaRange> parse(String header) {
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
    return new MediaRange(parts[0].trim(), quality, parameters);
  }

  private static double quality(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  boolean covers(String mediaType) {
    if (type.equals(mediaType) || type.equals("*/*") || type.equals("*")) return true;
    return type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
  }
}
