package pilothouse.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// HTTP header fields in order; names compare without case. Immutable.
public final class Headers {
  public static final Headers NONE = new Headers(List.of());

  private record Line(String name, String value) {}

  private final List<Line> lines;

  private Headers(List<Line> lines) {
    this.lines = lines;
  }

  /// `name, value, name, value …`
  public static Headers of(String... pairs) {
    var lines = new ArrayList<Line>(pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) lines.add(new Line(pairs[i], pairs[i + 1]));
    return new Headers(List.copyOf(lines));
  }

  /// These fields and one more.
  public Headers and(String name, String value) {
    var longer = new ArrayList<Line>(lines.size() + 1);
    longer.addAll(lines);
    longer.add(new Line(name, value));
    return new Headers(longer);
  }

  /// These fields less all of one name.
  public Headers without(String name) {
    return new Headers(lines.stream().filter(l -> !l.name.equalsIgnoreCase(name)).toList());
  }

  public Optional<String> first(String name) {
    for (Line line : lines) if (line.name.equalsIgnoreCase(name)) return Optional.of(line.value);
    return Optional.empty();
  }

  public List<String> all(String name) {
    return lines.stream().filter(l -> l.name.equalsIgnoreCase(name)).map(Line::value).toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  public void forEach(BiConsumer<String, String> action) {
    for (Line line : lines) action.accept(line.name, line.value);
  }
}
