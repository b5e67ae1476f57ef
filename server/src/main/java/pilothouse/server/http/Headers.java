package pilothouse.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// HTTP header fields in order; names compare without case. Immutable.
///
/// Kept as one flat array, because every request and every answer makes a few of these.
public final class Headers {
  public static final Headers NONE = new Headers(new String[0]);

  private final String[] pairs;

  private Headers(String[] pairs) {
    this.pairs = pairs;
  }

  /// `name, value, name, value …`
  public static Headers of(String... pairs) {
    return new Headers(pairs.clone());
  }

  /// Takes over an array that nobody changes afterwards.
  static Headers wrap(String[] pairs) {
    return new Headers(pairs);
  }

  /// These fields and one more.
  public Headers and(String name, String value) {
    String[] longer = Arrays.copyOf(pairs, pairs.length + 2);
    longer[pairs.length] = name;
    longer[pairs.length + 1] = value;
    return new Headers(longer);
  }

  /// These fields less all of one name.
  public Headers without(String name) {
    if (!has(name)) return this;
    var left = new ArrayList<String>(pairs.length);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) continue;
      left.add(pairs[i]);
      left.add(pairs[i + 1]);
    }
    return new Headers(left.toArray(String[]::new));
  }

  public Optional<String> first(String name) {
    int at = indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(pairs[at + 1]);
  }

  public List<String> all(String name) {
    if (!has(name)) return List.of();
    var values = new ArrayList<String>(2);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) values.add(pairs[i + 1]);
    }
    return values;
  }

  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < pairs.length; i += 2) action.accept(pairs[i], pairs[i + 1]);
  }

  private int indexOf(String name) {
    for (int i = 0; i < pairs.length; i += 2) if (pairs[i].equalsIgnoreCase(name)) return i;
    return -1;
  }
}
