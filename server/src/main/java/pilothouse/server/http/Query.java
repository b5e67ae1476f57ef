package pilothouse.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a query, decoded, in order of first appearance; a name may have several values. Undecodable pairs are left out, as Go does.
public record Query(Map<String, List<String>> values) {
  public static final Query NONE = new Query(Map.of());

  public Query {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Query parse(String text) {
    if (text.isEmpty()) return NONE;
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : text.split("&")) add(values, pair);
    return new Query(values);
  }

  private static void add(Map<String, List<String>> values, String pair) {
    if (pair.isEmpty() || pair.indexOf(';') >= 0) return;
    int equals = pair.indexOf('=');
    try {
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    } catch (IllegalArgumentException undecodable) {
      return;
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  public Optional<String> first(String name) {
    List<String> all = values.get(name);
    return all == null ? Optional.empty() : Optional.of(all.getFirst());
  }

  /// The first value of a name; empty text where there is none.
  public String text(String name) {
    return first(name).orElse("");
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }
}
