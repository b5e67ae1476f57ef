package pilothouse.cel.library;

import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;

/// Lists as sets.
///
/// Source: cel-go `ext/sets.go`.
final class Sets {
  private Sets() {}

  static void addTo(Overloads all) {
    all.two("sets.contains", ListValue.class, ListValue.class, (a, b) -> Value.of(contains(a, b)))
        .two(
            "sets.equivalent",
            ListValue.class,
            ListValue.class,
            (a, b) -> Value.of(contains(a, b) && contains(b, a)))
        .two(
            "sets.intersects",
            ListValue.class,
            ListValue.class,
            (a, b) -> Value.of(intersects(a, b)));
  }

  private static boolean contains(ListValue all, ListValue some) {
    for (int i = 0; i < some.size(); i++) if (!all.contains(some.get(i))) return false;
    return true;
  }

  private static boolean intersects(ListValue a, ListValue b) {
    for (int i = 0; i < a.size(); i++) if (b.contains(a.get(i))) return true;
    return false;
  }
}
